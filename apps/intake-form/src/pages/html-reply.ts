import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { styleOf } from './style.js';
import type { Voice } from './voice.js';

const hashes = new Map<string, string>();

function styleHash(accent: string): string {
  let hash = hashes.get(accent);
  if (!hash) {
    hash = `sha256-${createHash('sha256').update(styleOf(accent)).digest('base64')}`;
    hashes.set(accent, hash);
  }
  return hash;
}

/** The page as it goes over the wire. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}

/**
 * Sends a page under a policy that lets it run nothing but our own script and style. `secret`: it shows what only this customer may see, so no
 * cache keeps it. The others may be shown again by the browser's back button, with the key of the same draft.
 */
export function sendPage(reply: FastifyReply, voice: Voice, page: VNode, options: { status?: number; secret?: boolean } = {}): void {
  void reply
    .code(options.status ?? 200)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-language': voice.language,
      'content-security-policy':
        `default-src 'none'; style-src '${styleHash(voice.policy.operator.accent)}'; script-src 'self'; img-src data:; connect-src 'self'; ` +
        `form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': options.secret ? 'no-store' : 'private, no-cache',
      vary: 'accept-language, cookie',
    })
    .send(renderPage(page));
}
