import type { Provider } from '@nestjs/common';
import { Installation } from '@redress/contracts';
import { Messaging, Transport, type Outbox } from '@redress/messaging';
import { PolicyStore } from '@redress/policy';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import type { CommonConfig } from '../config/common-config.js';
import { Readiness } from '../health/readiness.js';
import { Log } from '../logging/log.js';
import { Clock } from './clock.js';
import type { ServiceDefinition } from './define-service.js';

/** The providers of a service in one object. Deprecated: inject them by class. */
export interface ServiceContext<C = object> {
  readonly config: C & CommonConfig;
  readonly log: Logger;
  readonly dataSource: DataSource;
  readonly policies: PolicyStore;
  readonly installation: Installation;
  readonly outbox: Outbox;
  readonly messaging: Messaging;
  readonly transport: Transport;
  readonly registry: Registry;
  readonly readiness: Readiness;
  readonly now: () => Date;
}

export const CONTEXT = 'CONTEXT';

export function contextProvider(service: ServiceDefinition): Provider {
  return {
    provide: CONTEXT,
    inject: [
      service.config,
      Log,
      DataSource,
      PolicyStore,
      Installation,
      Messaging,
      Transport,
      Registry,
      Readiness,
      Clock,
    ],
    useFactory: (
      config: CommonConfig,
      log: Logger,
      dataSource: DataSource,
      policies: PolicyStore,
      installation: Installation,
      messaging: Messaging,
      transport: Transport,
      registry: Registry,
      readiness: Readiness,
      clock: Clock,
    ): ServiceContext => ({
      config,
      log,
      dataSource,
      policies,
      installation,
      outbox: messaging.outbox,
      messaging,
      transport,
      registry,
      readiness,
      now: () => clock.now(),
    }),
  };
}
