import type { FastifyRequest } from 'fastify';
import type { Problem } from './problem.js';

/**
 * A service with pages of its own provides this (`{ provide: ErrorPages, useClass: … }` in its module) to answer people with a page instead of JSON.
 * Asked only where the request prefers text/html.
 */
export abstract class ErrorPages {
  /** The whole HTML document, or undefined where JSON shall do. If it throws, JSON goes out. */
  abstract render(problem: Problem, request: FastifyRequest): string | undefined;
}

/** Whether a person's browser asks: text/html is named, and JSON is not named before it. */
export function prefersHtml(accept: string | undefined): boolean {
  if (!accept) return false;
  const html = accept.indexOf('text/html');
  const json = accept.indexOf('json');
  return html >= 0 && (json < 0 || html < json);
}
