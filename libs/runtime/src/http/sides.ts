import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { PrefixTable } from './prefix-table.rules.js';
import { Problem } from './problem.js';

/** Which port a request arrived on: for customers (PORT), for staff (STAFF_PORT) or for operations (OPS_PORT). */
export type Side = 'public' | 'staff' | 'ops';

/** The path prefixes that a service serves on each port. */
export interface ServicePaths {
  publicPaths?: readonly string[] | undefined;
  staffPaths?: readonly string[] | undefined;
  opsPaths?: readonly string[] | undefined;
}

const arrivedAt = Symbol('redress.side');
type Arrived = IncomingMessage & { [arrivedAt]?: Side };

/** Records on which port a request arrived, before it is routed. */
export function markSide(request: IncomingMessage, side: Side): void {
  (request as Arrived)[arrivedAt] = side;
}

/**
 * Separates the ports. The pattern with which a route was registered determines its port, however the path of a request
 * is spelled; a request on another port gets 404.
 * @throws RangeError when a route is registered under none of the paths
 */
export function guardSides(fastify: FastifyInstance, paths: ServicePaths): void {
  const { publicPaths = [], staffPaths = [], opsPaths = [] } = paths;
  const table = new PrefixTable<Side>([
    ...publicPaths.map((path) => [path, 'public'] as const),
    ...staffPaths.map((path) => [path, 'staff'] as const),
    ...opsPaths.map((path) => [path, 'ops'] as const),
  ]);
  const sides = new Map<string, Side>();
  fastify.addHook('onRoute', ({ url }) => {
    const side = table.find(url.replace(/[:*].*$/, '').replace(/(?<=.)\/$/, '') || '/');
    if (side === undefined) throw new RangeError(`The route ${url} is under none of the paths of its service.`);
    sides.set(url, side);
  });
  fastify.addHook('onRequest', (request: FastifyRequest, _reply: FastifyReply, done) => {
    const url = request.routeOptions.url;
    const from = (request.raw as Arrived)[arrivedAt];
    if (url === undefined || from === undefined || sides.get(url) === from) done();
    else done(new Problem(404, 'not-found'));
  });
}
