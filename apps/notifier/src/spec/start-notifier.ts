import type { Type } from '@nestjs/common';
import { Installation, topics, type Event } from '@redress/contracts';
import { Outbox } from '@redress/messaging';
import { startServices, type ServiceDefinition } from '@redress/runtime';
import { pino } from 'pino';
import { DataSource } from 'typeorm';
import { AcknowledgeConsumer } from '../acknowledge/acknowledge.consumer.js';
import { StoredMessage } from '../message.entity.js';
import { notifier } from '../service.js';

type Decisions = Parameters<AcknowledgeConsumer['acknowledge']>[0];

/** A running notifier on a real database, with the PostgreSQL transport. */
export interface TestNotifier {
  dataSource: DataSource;
  outbox: Outbox;
  installation: Installation;
  /** A provider of the application. */
  get<T>(type: Type<T>): T;
  /** Handles decisions as one batch of the consumer, in one transaction. */
  deliver(...events: Event[]): Promise<void>;
  /** The message of one complaint. */
  message(complaintId: string): Promise<StoredMessage | null>;
  /** The delivery events about a complaint, in order. */
  deliveries(complaintId: string): Promise<{ type: string; sequence: number; data: Record<string, unknown> }[]>;
  /** Makes messages that wait for their next attempt due. */
  makeDue(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the notifier, or a `service` of the same name and schema with other gateways. */
export async function startNotifier(
  databaseUrl: string,
  variables: Record<string, string> = {},
  service: ServiceDefinition = notifier,
): Promise<TestNotifier> {
  const environment = {
    DATABASE_URL: databaseUrl,
    POLICY_DIR: new URL('../../../../deploy/policies/telecom', import.meta.url).pathname,
    PUBLIC_URL: 'https://complaints.example.test',
    PORT: '0',
    STAFF_PORT: '0',
    OPS_PORT: '0',
    INSTALLATION_SECRET: 's'.repeat(32),
    LINK_SECRETS: `a:${'l'.repeat(32)}`,
    MAIL_FROM: 'Example <noreply@example.test>',
    TOPIC_PARTITIONS: '2',
    ...variables,
  };
  const log = pino({ level: process.env['LOG_LEVEL'] ?? 'silent' });
  const running = await startServices([service], { environment, applyTopics: true, log });
  const app = running.app('notifier');
  const dataSource = app.get(DataSource);
  const outbox = app.get(Outbox);
  const consumer = app.get(AcknowledgeConsumer);
  return {
    dataSource,
    outbox,
    installation: app.get(Installation),
    get: (type) => app.get(type),
    deliver: (...events) => outbox.transaction((tx) => consumer.acknowledge(events as Decisions, tx)),
    message: (complaintId) => dataSource.getRepository(StoredMessage).findOneBy({ complaintId }),
    deliveries: async (complaintId) => {
      const rows: { value: string }[] = await dataSource.query(
        `SELECT value FROM notifier.outbox WHERE key = $1
          UNION ALL SELECT value FROM transport.log WHERE key = $1 AND topic = $2`,
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
    stop: () => running.stop(),
  };
}
