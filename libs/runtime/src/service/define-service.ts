import type { INestApplicationContext, Type } from '@nestjs/common';
import type { ServiceDatabase } from '@redress/database';
import type { FastifyInstance } from 'fastify';
import type { ConfigClass } from '../config/service-config.js';

/** Everything needed to start a service, alone (`runService`) or with others in one process (`startServices`). */
export interface ServiceDefinition {
  /** Used in consumer groups, event sources and metrics, for example `intake-form`. */
  name: string;
  database: ServiceDatabase;
  /** See `serviceConfig`. */
  config: ConfigClass;
  /** Path prefixes served on PORT; `/` covers every path that no other service has. Default: none. */
  publicPaths?: readonly string[];
  /** Path prefixes served on STAFF_PORT only. Default: none. */
  staffPaths?: readonly string[];
  /** Path prefixes served on OPS_PORT only. Default: none. Every route must be under one of the three lists. */
  opsPaths?: readonly string[];
  /** True for an intake: it accepts complaints while the broker is unavailable. Default: false. */
  readyWithoutBroker?: boolean;
  /** The service's root module, a static Nest module. `RuntimeModule` lists what the runtime provides. */
  module: Type;
  /** Fastify settings that Nest has no API for: content types, hooks. Runs before the routes are registered. */
  http?: (fastify: FastifyInstance, app: INestApplicationContext) => void | Promise<void>;
}

/** Checks the definition's type; it does nothing else. */
export function defineService(definition: ServiceDefinition): ServiceDefinition {
  return definition;
}
