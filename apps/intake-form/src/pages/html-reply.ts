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

/** Every page of ours, error pages too, goes out under a policy that lets it run nothing but our own script and style. */
export function protectPage(reply: FastifyReply, accent: string): void {
  if (!String(reply.getHeader('content-type')).startsWith('text/html')) return;
  void reply.headers({
    'content-security-policy':
      `default-src 'none'; style-src '${styleHash(accent)}'; script-src 'self'; img-src data:; connect-src 'self'; ` +
      `form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
  });
}

interface PageOptions {
  status?: number;
  /** It shows what only this customer may see, so no cache keeps it. */
  secret?: boolean;
  /** Whole seconds. */
  retryAfter?: number | undefined;
}

/** Sends a page. Those that are not secret may be shown again by the browser's back button, with the key of the same draft. */
export function sendPage(reply: FastifyReply, voice: Voice, page: VNode, { status = 200, secret, retryAfter }: PageOptions = {}): void {
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  void reply
    .code(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-language': voice.language,
      'cache-control': secret ? 'no-store' : 'private, no-cache',
      vary: 'accept-language, cookie',
    })
    .send(renderPage(page));
}

/** After a form was taken: the next page is fetched, so a reload sends nothing again. */
export function seeOther(reply: FastifyReply, location: string): void {
  void reply.code(303).headers({ location, 'cache-control': 'no-store' }).send();
}
