import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { PrefixTable } from './prefix-table.rules.js';
import { Problem } from './problem.js';

/** Which port a request came in on: customers' or staff's. */
export type Side = 'public' | 'staff';

const arrivedAt = Symbol('redress.side');
type Arrived = IncomingMessage & { [arrivedAt]?: Side };

/** The front server says where a request came from, before the router sees it. */
export function markSide(request: IncomingMessage, side: Side): void {
  (request as Arrived)[arrivedAt] = side;
}

/**
 * Keeps the two ports apart by the pattern a route was registered with, whatever spelling of the path reached it.
 * A route that is under neither list is a mistake, found at the start (RangeError).
 */
export function guardSides(fastify: FastifyInstance, publicPaths: readonly string[], staffPaths: readonly string[]): void {
  const table = new PrefixTable<Side>([
    ...publicPaths.map((path) => [path, 'public'] as const),
    ...staffPaths.map((path) => [path, 'staff'] as const),
  ]);
  const sides = new Map<string, Side>();
  fastify.addHook('onRoute', ({ url }) => {
    const side = table.find(url.replace(/[:*].*$/, '').replace(/(?<=.)\/$/, '') || '/');
    if (side === undefined) throw new RangeError(`The route ${url} is neither under publicPaths nor under staffPaths of its service.`);
    sides.set(url, side);
  });
  fastify.addHook('onRequest', (request: FastifyRequest, _reply: FastifyReply, done) => {
    const url = request.routeOptions.url;
    const from = (request.raw as Arrived)[arrivedAt];
    if (url === undefined || from === undefined || sides.get(url) === from) done();
    else done(new Problem(404, 'not-found'));
  });
}
