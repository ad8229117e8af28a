import type { FastifyInstance } from 'fastify';

/** Headers of every response: browsers use the content type as declared, and do not send our URLs to other sites. */
export const securityHeaders = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' } as const;

/** For a document without a policy of its own: it is shown with its inline style, and loads and runs nothing. */
export const strictPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Adds {@link securityHeaders} to every response, and {@link strictPolicy} to HTML and problems, unless a handler has
 * set them.
 */
export function secureAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (!reply.hasHeader('x-content-type-options'))
      reply.header('x-content-type-options', securityHeaders['x-content-type-options']);
    if (!reply.hasHeader('referrer-policy')) reply.header('referrer-policy', securityHeaders['referrer-policy']);
    const type = reply.getHeader('content-type');
    if (typeof type === 'string' && isDocument(type) && !reply.hasHeader('content-security-policy'))
      reply.header('content-security-policy', strictPolicy);
    done();
  });
}

/** Whether a browser shows it as a page when a person opens the URL. */
function isDocument(type: string): boolean {
  return type.startsWith('text/html') || type.startsWith('application/problem');
}
