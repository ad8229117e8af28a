import type { FastifyInstance } from 'fastify';
import { pathOf } from './prefix-table.rules.js';

/**
 * Collects the routes of an app, so that a wrong method on a known path gets 405 with the allowed methods (RFC 9110
 * §15.5.6).
 * @returns the methods of the routes that match a request target; none if no route does
 */
export function collectMethods(fastify: FastifyInstance): (target: string) => string[] {
  const routes: { matches: RegExp; methods: readonly string[] }[] = [];
  fastify.addHook('onRoute', ({ url, method }) => {
    routes.push({ matches: toRegExp(url), methods: Array.isArray(method) ? method : [method] });
  });
  return (target) => {
    const path = pathOf(target);
    if (path === undefined) return [];
    return [...new Set(routes.filter((route) => route.matches.test(path)).flatMap((route) => route.methods))].sort();
  };
}

function toRegExp(pattern: string): RegExp {
  const source = pattern
    .split('/')
    .map((part) => (part === '*' ? '.*' : part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('/');
  return new RegExp(`^${source}$`);
}
