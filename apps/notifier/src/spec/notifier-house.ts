import { Installation, newId, topics, type Event } from '@redress/contracts';
import { migrate, openDatabase } from '@redress/database';
import { Messaging, messagingMigrations, PostgresTransport, Publisher } from '@redress/messaging';
import { PolicyStore } from '@redress/policy';
import type { ServiceContext } from '@redress/runtime';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { AcknowledgeConsumer } from '../acknowledge/acknowledge.consumer.js';
import { notifierConfig, type NotifierConfig } from '../config.js';
import { CreateMessages1763800000000 } from '../migrations/create-messages.js';
import { Senders } from '../senders.js';

export const installation = new Installation({ secret: 's'.repeat(32), linkSecrets: [{ id: 'a', secret: 'l'.repeat(32) }] });

/** A notifier over a real database: everything but Nest and HTTP. */
export interface NotifierHouse {
  consumer: AcknowledgeConsumer;
  senders: Senders;
  messaging: Messaging;
  dataSource: DataSource;
  context: ServiceContext<NotifierConfig>;
  /** As the consumer gets a batch: one transaction. */
  deliver(...events: Event[]): Promise<void>;
  /** State, attempt and what else is of interest of one complaint's message. */
  message(complaintId: string): Promise<{ state: string; attempt: number; reason: string | null; instance: string | null } | undefined>;
  /** Types and data of what was told about a complaint, in order. */
  told(complaintId: string): Promise<{ type: string; sequence: number; data: Record<string, unknown> }[]>;
  /** Lets time pass for messages that wait for their next attempt. */
  makeDue(): Promise<void>;
  stop(): Promise<void>;
}

export async function openNotifier(databaseUrl: string, environment: Record<string, string> = {}): Promise<NotifierHouse> {
  const log = pino({ level: process.env['LOG_LEVEL'] ?? 'silent' });
  const registry = new Registry();
  const now = (): Date => new Date();
  const dataSource = await openDatabase({ url: databaseUrl, applicationName: `notifier ${newId()}`, poolSize: 8 });
  await migrate(dataSource, { schema: 'notifier', migrations: [...messagingMigrations('notifier', { ledger: false }), CreateMessages1763800000000] });
  const transport = await PostgresTransport.open(databaseUrl, log);
  await transport.applyTopics([topics.deliveries, topics.decisions], { partitions: 2 });
  const publisher = new Publisher(transport, log, registry);
  const messaging = new Messaging({
    service: 'notifier',
    installation: 'spec',
    schema: 'notifier',
    dataSource,
    transport,
    publisher,
    log,
    registry,
    now,
  });
  messaging.start();
  const policies = await PolicyStore.open(new URL('../../../../deploy/policies/telecom', import.meta.url).pathname);
  const config = {
    PUBLIC_URL: 'https://complaints.example.test',
    ...notifierConfig.parse({ MAIL_FROM: 'Example <noreply@example.test>', ...environment }),
  };
  const context = {
    name: 'notifier',
    config,
    log,
    dataSource,
    policies,
    installation,
    outbox: messaging.outbox,
    transport,
    registry,
    now,
  } as unknown as ServiceContext<NotifierConfig>;
  const senders = new Senders(context);
  await senders.onApplicationBootstrap();
  const consumer = new AcknowledgeConsumer(senders);
  return {
    consumer,
    senders,
    messaging,
    dataSource,
    context,
    deliver: (...events) =>
      messaging.outbox.transaction((tx) => consumer.acknowledge(events as Parameters<AcknowledgeConsumer['acknowledge']>[0], tx)),
    message: async (complaintId) => (await dataSource.query(`SELECT * FROM notifier.messages WHERE complaint_id = $1`, [complaintId]))[0],
    told: async (complaintId) => {
      const rows: { value: string }[] = await dataSource.query(
        `SELECT value FROM notifier.outbox WHERE key = $1 UNION ALL SELECT value FROM transport.log WHERE key = $1 AND topic = $2`,
        [complaintId, topics.deliveries],
      );
      const events = rows.map(({ value }) => JSON.parse(value) as Event<Record<string, unknown>>);
      const unique = new Map(events.map((event) => [event.id, event]));
      return [...unique.values()]
        .map(({ type, sequence, data }) => ({ type, sequence: Number(sequence), data }))
        .sort((a, b) => a.sequence - b.sequence);
    },
    makeDue: async () => {
      await dataSource.query(`UPDATE notifier.messages SET next_attempt_at = now() WHERE next_attempt_at IS NOT NULL`);
    },
    stop: async () => {
      await senders.beforeApplicationShutdown();
      await messaging.stop(2_000);
      policies.close();
      await transport.close();
      await dataSource.destroy();
    },
  };
}
