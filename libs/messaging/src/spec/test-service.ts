import { defineEvent, newId, type Event, type EventDefinition } from '@redress/contracts';
import { migrate, openDatabase } from '@redress/database';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { Messaging, messagingMigrations, Publisher, type Transaction, type Transport } from '../index.js';
import type { OutboxRow } from '../outbox/outbox-row.js';
import { writeEvent } from '../outbox/new-event.js';

const log = pino({ level: process.env['LOG_LEVEL'] ?? 'silent' });

/** The data of the event that the specs emit. */
export interface Step {
  n: number;
  note?: string;
}

/**
 * One instance of a service with its schema and messaging, on a real database and a real transport.
 */
export interface TestService {
  messaging: Messaging;
  dataSource: DataSource;
  publisher: Publisher;
  stop(): Promise<void>;
}

/** A new event type on a separate topic, because specs share brokers and databases. */
export function stepEvent(): EventDefinition<Step> {
  const name = `spec-${newId().slice(-12)}`;
  return defineEvent({
    type: 'step.taken',
    topic: name,
    version: 1,
    content: 'fact',
    summary: 'for specs',
    data: z.object({ n: z.int(), note: z.string().optional() }),
  });
}

/**
 * Starts an instance of `service`. Two calls with the same name and database are two instances of one service.
 * `connectTimeoutMs`: how long it waits for one of its five connections; 1,000 by default.
 */
export async function openService(
  databaseUrl: string,
  transport: Transport,
  service: string,
  options: { connectTimeoutMs?: number } = {},
): Promise<TestService> {
  const schema = service.replaceAll('-', '_');
  const dataSource = await openDatabase({ url: databaseUrl, applicationName: service, poolSize: 5, ...options });
  await migrate(dataSource, { schema, migrations: messagingMigrations(schema, { ledger: false }) });
  await dataSource.query(
    `CREATE TABLE IF NOT EXISTS ${schema}.effects (subject text, n integer, at timestamptz DEFAULT now())`,
  );
  const registry = new Registry();
  const publisher = new Publisher(transport, log, registry);
  const messaging = new Messaging({
    service,
    installation: 'specs',
    schema,
    dataSource,
    transport,
    publisher,
    log,
    registry,
    now: () => new Date(),
  });
  messaging.start();
  return {
    messaging,
    dataSource,
    publisher,
    stop: async () => {
      await messaging.stop();
      await dataSource.destroy();
    },
  };
}

/** A handler that writes one row per event into `effects`, then calls `after`, which may throw. */
export function noteEffects(service: string, after: (events: Event<Step>[]) => void | Promise<void> = () => undefined) {
  return async (events: Event[], tx: Transaction): Promise<void> => {
    const steps = events as Event<Step>[];
    await tx.query(
      `INSERT INTO ${service.replaceAll('-', '_')}.effects (subject, n)
       SELECT subject, n FROM jsonb_to_recordset($1::jsonb) AS step (subject text, n int)`,
      [JSON.stringify(steps.map((event) => ({ subject: event.subject, n: event.data.n })))],
    );
    await after(steps);
  };
}

export async function effects({ dataSource }: TestService, service: string): Promise<{ subject: string; n: number }[]> {
  return dataSource.query(`SELECT subject, n FROM ${service.replaceAll('-', '_')}.effects ORDER BY at, n`);
}

/** The encoded record of one step, as it is stored in an outbox. */
export function record(definition: EventDefinition<Step>, subject: string, n: number, sequence = 1): OutboxRow {
  const writer = { source: 'urn:redress:specs:writer', now: () => new Date() };
  return writeEvent({ definition, subject, data: { n } }, writer, sequence);
}
