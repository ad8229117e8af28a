import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Histogram, type Registry } from 'prom-client';

type Observer = { observe(seconds: number): void };

/**
 * Records the duration of each request by method, route pattern and status in a histogram, and at level debug in a log
 * line. The URL itself is never recorded, because it can contain a token. At level info there is no line per request:
 * it would cost about 6 µs of CPU and a write, and the histogram already counts requests (decision 0014).
 */
export function watchRequests(fastify: FastifyInstance, registry: Registry, log: Logger): void {
  const durations = new Histogram({
    name: 'redress_http_request_duration_seconds',
    help: 'Time from the headers of a request to the end of its response, by route pattern.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  // The lookup of labels costs more than the observation, and there are few combinations.
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
    if (log.isLevelEnabled('debug')) {
      const ms = Math.round(reply.elapsedTime * 10) / 10;
      log.debug({ method: request.method, route, status: reply.statusCode, ms }, 'request finished');
    }
    done();
  });
}
