import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Histogram, type Registry } from 'prom-client';

type Observer = { observe(seconds: number): void };

/**
 * Duration by method, route pattern and status, as a histogram; and at level debug as a log line (method, pattern, status, milliseconds).
 * Never the address itself: it can hold a token. At info there is no line for each request: it
 * would cost about 6 µs of CPU and a write each, and the histogram already counts them.
 */
export function watchRequests(fastify: FastifyInstance, registry: Registry, log: Logger): void {
  const durations = new Histogram({
    name: 'redress_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer, by route pattern.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  // Looking labels up costs more than observing; there are few of them.
  const observers = new Map<string, Observer>();
  fastify.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const key = `${request.method} ${reply.statusCode} ${route}`;
    let observer = observers.get(key);
    if (!observer) {
      observer = durations.labels({ method: request.method, route, status: String(reply.statusCode) });
      observers.set(key, observer);
    }
    observer.observe(reply.elapsedTime / 1_000);
    if (log.isLevelEnabled('debug'))
      log.debug({ method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10 }, 'answered');
    done();
  });
}
