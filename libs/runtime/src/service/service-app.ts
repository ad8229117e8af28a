import { ModuleRef, NestFactory } from '@nestjs/core';
import type { CustomStrategy } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { MessagingServer } from '@redress/messaging';
import { collectMethods } from '../http/allowed-methods.js';
import { createAdapter } from '../http/create-adapter.js';
import { ErrorPages } from '../http/error-pages.js';
import type { Handler } from '../http/front-server.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { secureAnswers } from '../http/security-headers.js';
import { guardSides } from '../http/sides.js';
import { watchRequests } from '../http/watch-requests.js';
import type { NestLog } from '../logging/nest-log.js';
import type { AnyService, ServiceContext } from './define-service.js';
import { RuntimeModule } from './runtime.module.js';

/** One service's Nest app: initialised, reading its topics, and without a port of its own. */
export interface ServiceApp {
  handle: Handler;
  /** Begins to read the topics of its `@Consumes` handlers. */
  startReading(): Promise<void>;
  /** Finishes batches in hand and runs Nest's shutdown hooks. */
  close(): Promise<void>;
}

/** Builds the app. Nest has one logger a process, so `nestLog` bears no service's name. Throws what its module throws, and RangeError for a route outside its paths. */
export async function createServiceApp(service: AnyService, context: ServiceContext, nestLog: NestLog): Promise<ServiceApp> {
  const adapter = createAdapter(context.config);
  const fastify = adapter.getInstance();
  const allowedMethods = collectMethods(fastify);
  guardSides(fastify, service.publicPaths, service.staffPaths);
  watchRequests(fastify, context.registry, context.log);
  const app = await NestFactory.create<NestFastifyApplication>(RuntimeModule.of(service, context), adapter, {
    logger: nestLog,
    bodyParser: false,
    abortOnError: false,
  });
  app.useGlobalFilters(new ProblemFilter(context.log, allowedMethods, errorPagesOf(app)));
  app.connectMicroservice<CustomStrategy>({ strategy: new MessagingServer(context.messaging) });
  await service.http?.(fastify, context);
  // After the service's own hooks: what they set stays.
  secureAnswers(fastify);
  await app.init();
  await fastify.ready();
  return {
    handle: (request, response) => fastify.routing(request, response),
    startReading: async () => void (await app.startAllMicroservices()),
    close: () => app.close(),
  };
}

/** Asked of the ModuleRef: `app.get` would log the absence as a failure. */
function errorPagesOf(app: NestFastifyApplication): ErrorPages | undefined {
  const container = app.get(ModuleRef);
  try {
    return container.get(ErrorPages, { strict: false });
  } catch {
    return undefined;
  }
}
