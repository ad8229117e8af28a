import { AggregatorRegistry, collectDefaultMetrics, Registry } from 'prom-client';
import type { Handler } from '../http/front-server.js';
import { securityHeaders } from '../http/security-headers.js';

/** A registry for one service; everything in it carries its name. */
export function serviceRegistry(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  return registry;
}

/** What there is once a process: memory, CPU, event-loop lag, garbage collection. */
export function processRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 });
  return registry;
}

/** `/metrics`: all registries of the process as one page. The same name in several of them is one metric with one row a service. */
export function metricsHandler(registries: readonly Registry[]): Handler {
  return (_request, response) => {
    void mergedMetrics(registries).then(
      (page) => {
        response.writeHead(200, { ...securityHeaders, 'content-type': Registry.PROMETHEUS_CONTENT_TYPE, 'cache-control': 'no-store' });
        response.end(page);
      },
      () => {
        response.writeHead(500);
        response.end();
      },
    );
  };
}

/** The text format of Prometheus, each metric once. */
export async function mergedMetrics(registries: readonly Registry[]): Promise<string> {
  const all = await Promise.all(registries.map((registry) => registry.getMetricsAsJSON()));
  return AggregatorRegistry.aggregate(all).metrics();
}
