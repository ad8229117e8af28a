import { ModuleRef, NestFactory } from '@nestjs/core';
import type { CustomStrategy } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Messaging, MessagingServer } from '@redress/messaging';
import type { CommonConfig } from '../config/common-config.js';
import { collectMethods } from '../http/allowed-methods.js';
import { compressAnswers } from '../http/compress-answers.js';
import { createAdapter } from '../http/create-adapter.js';
import { ErrorPages } from '../http/error-pages.js';
import type { Handler } from '../http/front-server.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { secureAnswers } from '../http/security-headers.js';
import { guardSides } from '../http/sides.js';
import { watchRequests } from '../http/watch-requests.js';
import type { NestLog } from '../logging/nest-log.js';
import type { ServiceDefinition } from './define-service.js';
import type { ProcessResources } from './process-resources.js';
import { RuntimeModule, type ServiceResources } from './runtime.module.js';

/** One service's Nest app: initialized, without a port of its own; its consumers do not run yet. */
export interface ServiceApp {
  nest: NestFastifyApplication;
  messaging: Messaging;
  handle: Handler;
  /** Starts the consumers of its `@Consumes` handlers. */
  startReading(): Promise<void>;
  /** Finishes the batches in progress and runs Nest's shutdown hooks. */
  close(): Promise<void>;
}

/**
 * Creates the app. Nest has one logger per process, so `nestLog` contains no service name.
 * @throws what the service's module throws, and RangeError for a route outside the service's paths
 */
export async function createServiceApp(
  service: ServiceDefinition,
  shared: ProcessResources,
  own: ServiceResources,
  nestLog: NestLog,
): Promise<ServiceApp> {
  const adapter = createAdapter(own.config as CommonConfig);
  const fastify = adapter.getInstance();
  const allowedMethods = collectMethods(fastify);
  guardSides(fastify, service);
  watchRequests(fastify, own.registry, own.log);
  const app = await NestFactory.create<NestFastifyApplication>(
    RuntimeModule.forService(service, shared, own),
    adapter,
    {
      logger: nestLog,
      bodyParser: false,
      abortOnError: false,
    },
  );
  const messaging = app.get(Messaging);
  app.useGlobalFilters(new ProblemFilter(own.log, allowedMethods, errorPagesOf(app)));
  app.connectMicroservice<CustomStrategy>({ strategy: new MessagingServer(messaging) });
  await service.http?.(fastify, app);
  // Registered after the service's own hooks, so that a header they set is kept.
  secureAnswers(fastify);
  compressAnswers(fastify);
  await app.init();
  await fastify.ready();
  return {
    nest: app,
    messaging,
    handle: (request, response) => fastify.routing(request, response),
    startReading: async () => void (await app.startAllMicroservices()),
    close: () => app.close(),
  };
}

/** Uses the ModuleRef, because `app.get` would log a missing provider as an error. */
function errorPagesOf(app: NestFastifyApplication): ErrorPages | undefined {
  const container = app.get(ModuleRef);
  try {
    return container.get(ErrorPages, { strict: false });
  } catch {
    return undefined;
  }
}
