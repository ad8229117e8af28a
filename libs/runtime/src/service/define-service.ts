import type { INestApplicationContext, Type } from '@nestjs/common';
import type { ServiceDatabase } from '@redress/database';
import type { FastifyInstance } from 'fastify';
import type { ConfigClass } from '../config/service-config.js';

/** What a service is: enough to start it alone (`runService`) or with others in one process (`runTogether`). */
export interface ServiceDefinition {
  /** As in consumer groups, event sources and metrics: `intake-form`. */
  name: string;
  database: ServiceDatabase;
  /** See `serviceConfig`. */
  config: ConfigClass;
  /** Path prefixes answered on PORT; `/` takes every path that no other service has. Each list is empty unless given. */
  publicPaths?: readonly string[];
  /** Path prefixes answered on STAFF_PORT only. */
  staffPaths?: readonly string[];
  /** Path prefixes answered on OPS_PORT only. Every route is under one of the three lists. */
  opsPaths?: readonly string[];
  /** True for an intake: it accepts complaints while the broker is unavailable, and reads only for tracking. Default: false. */
  readyWithoutBroker?: boolean;
  /** The service's root module: an ordinary static Nest module. What the runtime provides is listed in `RuntimeModule`. */
  module: Type;
  /** Fastify settings that Nest has no API for: content types, hooks. Runs before the routes are registered. */
  http?: (fastify: FastifyInstance, app: INestApplicationContext) => void | Promise<void>;
}

/** Checks the definition's type; it does nothing else. */
export function defineService(definition: ServiceDefinition): ServiceDefinition {
  return definition;
}
