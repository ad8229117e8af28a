import { defineEvent, newId, type Event, type EventDefinition } from '@redress/contracts';
import { migrate, openDatabase } from '@redress/database';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { Messaging, messagingMigrations, Publisher, type Transaction, type Transport } from '../index.js';
import { writeEvent } from '../outbox/new-event.js';

const log = pino({ level: process.env['LOG_LEVEL'] ?? 'silent' });

/** What the specs send around. */
export interface Step {
  n: number;
  note?: string;
}

/** A service with its schema, its messaging and what its handler saw: everything real but the handler's purpose. */
export interface House {
  messaging: Messaging;
  dataSource: DataSource;
  publisher: Publisher;
  stop(): Promise<void>;
}

/** Names are new for each spec: brokers and databases are shared. */
export function stepEvent(): EventDefinition<Step> {
  const name = `spec-${newId().slice(-12)}`;
  return defineEvent({
    type: 'step.taken',
    topic: name,
    version: 1,
    summary: 'for specs',
    data: z.object({ n: z.int(), note: z.string().optional() }),
  });
}

export async function openHouse(databaseUrl: string, transport: Transport, service: string): Promise<House> {
  const schema = service.replaceAll('-', '_');
  const dataSource = await openDatabase({ url: databaseUrl, applicationName: service, poolSize: 5 });
  await migrate(dataSource, { schema, migrations: messagingMigrations(schema, { ledger: true }) });
  await dataSource.query(`CREATE TABLE IF NOT EXISTS ${schema}.effects (subject text, n integer, at timestamptz DEFAULT now())`);
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

/** A handler that leaves one row per event; `before` may throw. */
export function noteEffects(service: string, before: (events: Event<Step>[]) => void | Promise<void> = () => undefined) {
  return async (events: Event[], tx: Transaction): Promise<void> => {
    const steps = events as Event<Step>[];
    await tx.query(`INSERT INTO ${service.replaceAll('-', '_')}.effects (subject, n) SELECT * FROM unnest($1::text[], $2::int[])`, [
      steps.map((event) => event.subject),
      steps.map((event) => event.data.n),
    ]);
    await before(steps);
  };
}

export async function effects(house: House, service: string): Promise<{ subject: string; n: number }[]> {
  return house.dataSource.query(`SELECT subject, n FROM ${service.replaceAll('-', '_')}.effects ORDER BY at, n`);
}

/** The finished record of one step, as it would lie in an outbox. */
export function record(
  definition: EventDefinition<Step>,
  subject: string,
  n: number,
  sequence = 1,
): { topic: string; key: string; value: string; eventId: string } {
  const writer = { source: 'urn:redress:specs:writer', now: () => new Date() };
  return writeEvent({ definition, subject, sequence, data: { n } }, writer);
}
