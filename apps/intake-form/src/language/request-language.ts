import type { Language } from '@redress/contracts';
import { chooseLanguage, type Policy } from '@redress/policy';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The language of the answer: `asked` (a field of the page's form) before `?lang=`, the cookie and Accept-Language. */
export function languageOf(request: FastifyRequest, policy: Policy, asked?: string): Language {
  const query = request.query as Record<string, unknown> | undefined;
  const remembered = /(?:^|;\s*)lang=([A-Za-z-]{2,5})/.exec(request.headers.cookie ?? '')?.[1];
  return chooseLanguage(
    { asked: asked ?? query?.['lang'], remembered, accepted: request.headers['accept-language'] },
    policy.languages,
  );
}

/** Sets a cookie for one year. It contains nothing personal. */
export function rememberLanguage(reply: FastifyReply, language: Language, publicUrl: string): void {
  void reply.header(
    'set-cookie',
    `lang=${language}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly${publicUrl.startsWith('https:') ? '; Secure' : ''}`,
  );
}
