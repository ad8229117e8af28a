import type { FastifyInstance } from 'fastify';

/** What every answer carries, whoever gives it: a browser takes the type as it is said, and tells no other site where it came from. */
export const securityHeaders = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' } as const;

/** For a document that brought no policy of its own: shown, with the style it holds, and nothing else. */
export const strictPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Adds {@link securityHeaders} to every answer, and {@link strictPolicy} to HTML and problems; what a handler set itself stays. */
export function secureAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (!reply.hasHeader('x-content-type-options')) reply.header('x-content-type-options', securityHeaders['x-content-type-options']);
    if (!reply.hasHeader('referrer-policy')) reply.header('referrer-policy', securityHeaders['referrer-policy']);
    const type = reply.getHeader('content-type');
    if (typeof type === 'string' && isDocument(type) && !reply.hasHeader('content-security-policy'))
      reply.header('content-security-policy', strictPolicy);
    done();
  });
}

/** What a browser shows as a page when somebody opens the address. */
function isDocument(type: string): boolean {
  return type.startsWith('text/html') || type.startsWith('application/problem');
}
