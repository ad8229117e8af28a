import { Module, type DynamicModule } from '@nestjs/common';
import { Installation } from '@redress/contracts';
import { Messaging, Outbox, ParkedEvents, Publisher, Transport } from '@redress/messaging';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { Log } from '../logging/log.js';
import { Clock } from './clock.js';

/**
 * The outbox and the consumers of a service. Global: every module of the service can inject `Outbox`, `ParkedEvents` and
 * `Messaging`. `@Consumes` handlers in controllers of any module are found by themselves.
 */
@Module({})
export class MessagingModule {
  /** `service` is the name in its `ServiceDefinition`; its tables are in the schema of that name, with `_` for `-`. */
  static forService(service: string): DynamicModule {
    const providers = [
      {
        provide: Messaging,
        inject: [DataSource, Transport, Publisher, Log, Registry, Clock, Installation],
        useFactory: (
          dataSource: DataSource,
          transport: Transport,
          publisher: Publisher,
          log: Logger,
          registry: Registry,
          clock: Clock,
          installation: Installation,
        ) =>
          new Messaging({
            service,
            installation: installationName(installation),
            schema: service.replaceAll('-', '_'),
            dataSource,
            transport,
            publisher,
            log,
            registry,
            now: () => clock.now(),
          }),
      },
      { provide: Outbox, inject: [Messaging], useFactory: ({ outbox }: Messaging) => outbox },
      { provide: ParkedEvents, inject: [Messaging], useFactory: ({ parked }: Messaging) => parked },
    ];
    return { module: MessagingModule, global: true, providers, exports: providers };
  }
}

/**
 * The installation's name in the `source` of its events. It is derived from the installation secret, so it never
 * changes; it does not reveal the secret.
 */
function installationName(installation: Installation): string {
  return installation.complaintId('redress:installation').slice(0, 8);
}
