import { STATUS_CODES } from 'node:http';
import type { Problem } from './problem.js';

export const problemContentType = 'application/problem+json; charset=utf-8';

/** The standard members (RFC 9457 §3) and ours: `code` (stable) and `errors` (one for each field). */
export function problemDocument(problem: Problem): Record<string, unknown> {
  return {
    type: `urn:redress:problem:${problem.code}`,
    title: problem.extra.title ?? STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    code: problem.code,
    ...(problem.detail !== undefined && { detail: problem.detail }),
    ...(problem.extra.errors && { errors: problem.extra.errors }),
  };
}

/** The headers of the response, whether its body is JSON or a page. */
export function problemHeaders(problem: Problem): Record<string, string> {
  return {
    'cache-control': 'no-store',
    ...(problem.extra.retryAfter !== undefined && { 'retry-after': String(problem.extra.retryAfter) }),
    ...problem.extra.headers,
  };
}
