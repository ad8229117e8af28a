import { AggregatorRegistry, collectDefaultMetrics, Registry } from 'prom-client';
import { chooseCoding } from '../http/content-coding.rules.js';
import { compress } from '../http/compress-answers.js';
import type { Handler } from '../http/front-server.js';
import { securityHeaders } from '../http/security-headers.js';

/** A registry for one service: each metric has the label `service`. */
export function serviceRegistry(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  return registry;
}

/** The metrics of the process: memory, CPU, event-loop lag, garbage collection. */
export function processRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 });
  return registry;
}

/** `/metrics`: all registries of the process in one response; a metric that several services have appears once. */
export function metricsHandler(registries: readonly Registry[]): Handler {
  return (request, response) => {
    void mergedMetrics(registries).then(
      (page) => {
        const headers = {
          ...securityHeaders,
          'content-type': Registry.PROMETHEUS_CONTENT_TYPE,
          'cache-control': 'no-store',
          vary: 'accept-encoding',
        };
        const coding = chooseCoding(request.headers['accept-encoding']);
        if (!coding) return response.writeHead(200, headers).end(page);
        compress(coding, page, (error, compressed) => {
          if (error) response.writeHead(200, headers).end(page);
          else response.writeHead(200, { ...headers, 'content-encoding': coding }).end(compressed);
        });
      },
      () => {
        response.writeHead(500);
        response.end();
      },
    );
  };
}

/** The merged registries in the text format of Prometheus. */
async function mergedMetrics(registries: readonly Registry[]): Promise<string> {
  const all = await Promise.all(registries.map((registry) => registry.getMetricsAsJSON()));
  return AggregatorRegistry.aggregate(all).metrics();
}
