import type { FastifyRequest } from 'fastify';
import type { Problem } from './problem.js';

/**
 * A service with pages provides this class (`{ provide: ErrorPages, useClass: … }` in its module) to respond to errors
 * with a page instead of JSON. It is used only if the request prefers text/html.
 */
export abstract class ErrorPages {
  /** The whole HTML document, or undefined to send JSON. If it throws, JSON is sent. */
  abstract render(problem: Problem, request: FastifyRequest): string | undefined;
}

/** Whether the request comes from a person's browser: text/html is accepted, and JSON is not listed before it. */
export function prefersHtml(accept: string | undefined): boolean {
  if (!accept) return false;
  const html = accept.indexOf('text/html');
  const json = accept.indexOf('json');
  return html >= 0 && (json < 0 || html < json);
}
