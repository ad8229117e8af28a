import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { Installation } from '@redress/contracts';
import { Publisher, Transport } from '@redress/messaging';
import { PolicyStore } from '@redress/policy';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { Readiness } from '../health/readiness.js';
import { Log } from '../logging/log.js';
import { Clock } from './clock.js';
import type { ServiceDefinition } from './define-service.js';
import type { ProcessResources } from './process-resources.js';

/** What belongs to one service; everything else is shared by the services of the process. */
export interface ServiceResources {
  config: object;
  log: Logger;
  registry: Registry;
}

/** The root module of a service's Nest app. Provides the shared resources of the process to all modules, by class. */
@Module({})
export class RuntimeModule {
  static forService(service: ServiceDefinition, shared: ProcessResources, own: ServiceResources): DynamicModule {
    const providers: Provider[] = [
      { provide: service.config, useValue: own.config },
      { provide: Log, useValue: own.log },
      { provide: Registry, useValue: own.registry },
      { provide: Clock, useValue: shared.clock },
      { provide: DataSource, useValue: shared.dataSource },
      { provide: PolicyStore, useValue: shared.policies },
      { provide: Installation, useValue: shared.installation },
      { provide: Transport, useValue: shared.transport },
      { provide: Publisher, useValue: shared.publisher },
      { provide: Readiness, useValue: shared.readiness },
    ];
    return { module: RuntimeModule, global: true, providers, exports: providers, imports: [service.module] };
  }
}
