import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { styleOf } from './style.js';
import type { Voice } from '../language/voice.js';

const hashes = new Map<string, string>();

function styleHash(accent: string): string {
  let hash = hashes.get(accent);
  if (!hash) {
    hash = `sha256-${createHash('sha256').update(styleOf(accent)).digest('base64')}`;
    hashes.set(accent, hash);
  }
  return hash;
}

/** The page as an HTML document. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}

/** Adds the security headers of pages and error pages: only our own script and style may run. */
export function protectPage(reply: FastifyReply, accent: string): void {
  if (!String(reply.getHeader('content-type')).startsWith('text/html')) return;
  void reply.headers({
    'content-security-policy':
      `default-src 'none'; style-src '${styleHash(accent)}'; script-src 'self'; img-src data:; connect-src 'self'; ` +
      `form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
  });
  if (!reply.hasHeader('referrer-policy')) void reply.header('referrer-policy', 'no-referrer');
}

interface PageOptions {
  /** Default: 200. */
  status?: number;
  /**
   * `page`: it shows what only this customer may see, so no cache stores it. `address`: its address opens the complaint
   * as well.
   */
  secret?: 'page' | 'address' | undefined;
  /** Seconds, a whole number. */
  retryAfter?: number | undefined;
}

/**
 * Sets the status and the headers of a page and returns its HTML, for the controller to return. The back button may show
 * a page again that is not secret, with the key of the same draft. A page whose address is not secret tells its own site
 * where a form came from: with `no-referrer`, browsers would send `Origin: null` with our forms.
 */
export function htmlReply(
  reply: FastifyReply,
  voice: Voice,
  page: VNode,
  { status = 200, secret, retryAfter }: PageOptions = {},
): string {
  if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
  void reply.code(status).headers({
    'content-type': 'text/html; charset=utf-8',
    'content-language': voice.language,
    'cache-control': secret ? 'no-store' : 'private, no-cache',
    'referrer-policy': secret === 'address' ? 'no-referrer' : 'same-origin',
    vary: 'accept-language, cookie',
  });
  return renderPage(page);
}

/** Redirects after a form was accepted, so that a reload does not send it again. The body is empty. */
export function seeOther(reply: FastifyReply, location: string): string {
  void reply.code(303).headers({ location, 'cache-control': 'no-store' });
  return '';
}
