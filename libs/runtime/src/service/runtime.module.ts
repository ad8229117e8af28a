import { Module, type DynamicModule } from '@nestjs/common';
import { Installation } from '@redress/contracts';
import { Intake, Outbox } from '@redress/messaging';
import { PolicyStore } from '@redress/policy';
import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import type { AnyService, ServiceContext } from './define-service.js';

/** Injects the whole {@link ServiceContext}: `@Inject(CONTEXT) context: ServiceContext<Config>`. */
export const CONTEXT = 'CONTEXT';

@Module({})
export class RuntimeModule {
  /** The root of a service's Nest app: what it stands on, everywhere, and its own module. */
  static of(service: AnyService, context: ServiceContext): DynamicModule {
    const providers = [
      { provide: CONTEXT, useValue: context },
      { provide: DataSource, useValue: context.dataSource },
      { provide: PolicyStore, useValue: context.policies },
      { provide: Installation, useValue: context.installation },
      { provide: Outbox, useValue: context.outbox },
      { provide: Intake, useValue: context.intake },
      { provide: Registry, useValue: context.registry },
    ];
    return { module: RuntimeModule, global: true, providers, exports: providers, imports: [service.module(context)] };
  }
}
