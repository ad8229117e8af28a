import { Module } from '@nestjs/common';
import { Installation } from '@redress/contracts';
import { Intake } from '@redress/intake';
import { messagingMigrations, Outbox, Transport, type NewEvent } from '@redress/messaging';
import { PolicyStore } from '@redress/policy';
import { Clock, defineService, MessagingModule, serviceConfig, startServices } from '@redress/runtime';
import { startPostgres, type TestPostgres } from '@redress/testing';
import { fileURLToPath } from 'node:url';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { intakeForm } from '../service.js';

@Module({ imports: [MessagingModule.forService('neighbour')] })
class OtherService {}
class OtherServiceConfig extends serviceConfig(z.object({})) {}

const policies = fileURLToPath(new URL('../../../../deploy/policies/', import.meta.url));

export interface RunningForm {
  url: string;
  postgres: TestPostgres;
  databaseUrl: string;
  dataSource: DataSource;
  installation: Installation;
  /** The intake of the form's service. */
  intake: Intake;
  policies: PolicyStore;
  transport: Transport;
  /** Publishes events as another service does. */
  emit: (...events: NewEvent[]) => Promise<void>;
  stop: () => Promise<void>;
}

/** Starts the service on a real database, with a second service that can publish what routing and the notifier publish. */
export async function runForm(
  options: { policy?: 'telecom' | 'power'; own?: boolean; environment?: Record<string, string>; now?: () => Date } = {},
): Promise<RunningForm> {
  const postgres = await startPostgres({ own: options.own ?? false });
  const databaseUrl = await postgres.freshDatabase();
  const otherService = defineService({
    name: 'neighbour',
    database: { schema: 'neighbour', migrations: messagingMigrations('neighbour', { ledger: false }) },
    config: OtherServiceConfig,
    publicPaths: [],
    staffPaths: ['/neighbour'],
    module: OtherService,
  });
  const running = await startServices([intakeForm, otherService], {
    applyTopics: true,
    ...(options.now && { clock: Object.assign(new Clock(), { now: options.now }) }),
    environment: {
      PORT: '0',
      STAFF_PORT: '0',
      OPS_PORT: '0',
      PUBLIC_URL: 'http://form.example.test',
      DATABASE_URL: databaseUrl,
      POLICY_DIR: policies + (options.policy ?? 'telecom'),
      INSTALLATION_SECRET: 'installation-secret-of-the-form-specs',
      LINK_SECRETS: 'k1:link-secret-of-the-form-specs-0123456789',
      LOG_LEVEL: 'silent',
      TOPIC_PARTITIONS: '2',
      ...options.environment,
    },
  });
  const neighbour = running.app('neighbour');
  const outbox = neighbour.get(Outbox);
  return {
    url: `http://127.0.0.1:${running.publicPort}`,
    postgres,
    databaseUrl,
    dataSource: neighbour.get(DataSource),
    installation: neighbour.get(Installation),
    intake: running.app('intake-form').get(Intake, { strict: false }),
    policies: running.policies,
    transport: neighbour.get(Transport),
    emit: (...events) => outbox.transaction((tx) => Promise.resolve(tx.emit(...events))),
    stop: async () => {
      await running.stop();
      await postgres.stop();
    },
  };
}
