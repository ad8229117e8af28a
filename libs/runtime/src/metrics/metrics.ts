import { AggregatorRegistry, collectDefaultMetrics, Registry } from 'prom-client';
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
  return (_request, response) => {
    void mergedMetrics(registries).then(
      (page) => {
        response.writeHead(200, {
          ...securityHeaders,
          'content-type': Registry.PROMETHEUS_CONTENT_TYPE,
          'cache-control': 'no-store',
        });
        response.end(page);
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
