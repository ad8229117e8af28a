import type { Language } from '@redress/contracts';
import type { Policy } from '@redress/policy';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { chooseLanguage } from './choose-language.rules.js';

/** `asked` (of the page's own form) counts before `?lang=`, then the cookie, then what the browser prefers. */
export function languageOf(request: FastifyRequest, policy: Policy, asked?: string): Language {
  const query = request.query as Record<string, unknown> | undefined;
  const remembered = /(?:^|;\s*)lang=([A-Za-z-]{2,5})/.exec(request.headers.cookie ?? '')?.[1];
  return chooseLanguage({ asked: asked ?? query?.['lang'], remembered, accepted: request.headers['accept-language'] }, policy.languages);
}

/** For a year; it says nothing about anybody. */
export function rememberLanguage(reply: FastifyReply, language: Language, publicUrl: string): void {
  void reply.header(
    'set-cookie',
    `lang=${language}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly${publicUrl.startsWith('https:') ? '; Secure' : ''}`,
  );
}
