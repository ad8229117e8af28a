import type { DynamicModule, Type } from '@nestjs/common';
import type { Installation } from '@redress/contracts';
import type { ServiceDatabase } from '@redress/database';
import type { Intake, Messaging, Outbox, Transport } from '@redress/messaging';
import type { PolicyStore } from '@redress/policy';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { CommonConfig } from '../config/common-config.js';
import type { Readiness } from '../health/readiness.js';

/** Everything a service stands on; also provided by class token in its Nest app. */
export interface ServiceContext<C = object> {
  readonly name: string;
  /** The variables of the environment, by their names. */
  readonly config: C & CommonConfig;
  readonly log: Logger;
  /** One pool a process; every service has a schema of its own in it. */
  readonly dataSource: DataSource;
  readonly policies: PolicyStore;
  readonly installation: Installation;
  readonly outbox: Outbox;
  readonly intake: Intake;
  readonly messaging: Messaging;
  readonly transport: Transport;
  readonly registry: Registry;
  /** A service adds what else it needs to be ready. */
  readonly readiness: Readiness;
  readonly now: () => Date;
}

export interface ServiceDefinition<S extends z.ZodObject = z.ZodObject> {
  /** As in topics' groups and metrics: `intake-form`. */
  name: string;
  database: ServiceDatabase;
  /** Variables of its own, each with `.describe()`: what is allowed, in words. */
  config: S;
  /** Path prefixes answered on PORT; `/` takes what nobody else does. */
  publicPaths: readonly string[];
  /** Path prefixes answered on STAFF_PORT only. Every route is under one of the two lists. */
  staffPaths: readonly string[];
  /** True for an intake: it gives out numbers while the broker is away, and what it reads is only for tracking. False unless told. */
  readyWithoutBroker?: boolean;
  /** An ordinary Nest module. */
  module: (context: ServiceContext<z.infer<S>>) => DynamicModule | Type;
  /** For what Nest has no word for: content types, static files. Runs before the routes are made. */
  http?: (fastify: FastifyInstance, context: ServiceContext<z.infer<S>>) => void | Promise<void>;
}

/**
 * Any service; what its variables are is its own business. Methods, not properties: the context they are given is read by their own `config`,
 * which a list of services cannot say.
 */
export interface AnyService extends Omit<ServiceDefinition, 'module' | 'http'> {
  module(context: ServiceContext): DynamicModule | Type;
  http?(fastify: FastifyInstance, context: ServiceContext): void | Promise<void>;
}

/** Describes a service: by itself it does nothing. See `runService` and `runTogether`. */
export function defineService<S extends z.ZodObject>(definition: ServiceDefinition<S>): ServiceDefinition<S> {
  return definition;
}
