import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newId, type Event, type EventDefinition } from '@redress/contracts';
import { eventually, startPostgres, type TestPostgres } from '@redress/testing';
import pg from 'pg';
import { pino } from 'pino';
import { PostgresTransport } from '../index.js';
import { failOver } from '../spec/failover.js';
import { faulty, type FaultyTransport } from '../spec/faulty-transport.js';
import { openService, stepEvent, type Step, type TestService } from '../spec/test-service.js';

let postgres: TestPostgres;
let url: string;
let faultyTransport: FaultyTransport;
let service: TestService;
let step: EventDefinition<Step>;

beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres?.stop());
beforeEach(async () => {
  url = await postgres.freshDatabase();
  step = stepEvent();
  faultyTransport = faulty(await PostgresTransport.open(url, pino({ level: 'silent' })));
  await faultyTransport.transport.applyTopics([step.topic], { partitions: 1, replication: 1 });
  service = await openService(url, faultyTransport.transport, 'shop');
  await eventually(() => expect(service.messaging.outbox.instance.isAlive).toBe(true));
}, 60_000);
afterEach(async () => {
  await service.stop();
  await faultyTransport.transport.close();
}, 30_000);

const emit = (n: number) =>
  service.messaging.outbox.transaction(async (tx) => tx.emit({ definition: step, subject: newId(), data: { n } }));
const log = async (): Promise<number[]> => {
  const rows: { value: string }[] = await service.dataSource.query(
    `SELECT value FROM transport.log WHERE topic = $1 ORDER BY "offset"`,
    [step.topic],
  );
  return rows.map(({ value }) => (JSON.parse(value) as Event<Step>).data.n);
};
const outbox = (): Promise<unknown[]> => service.dataSource.query('SELECT event_id FROM shop.outbox');

/** Prevents the deletion of the rows of the outbox until the connection ends. */
async function lockOutbox(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('BEGIN');
  await client.query('SELECT FROM shop.outbox FOR UPDATE');
  return client;
}
const deletionWaits = async (): Promise<void> => {
  const sql = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%DELETE FROM shop.outbox%'`;
  expect(await service.dataSource.query(sql)).toHaveLength(1);
};

it('publishes an event again if a failover removed it from the log before its row was deleted', async () => {
  await emit(1);
  await eventually(async () => expect([await log(), await outbox()]).toEqual([[1], []]));
  faultyTransport.hold();
  await emit(2);
  const lock = await lockOutbox();
  faultyTransport.restore();
  await eventually(deletionWaits);
  expect(await log()).toEqual([1, 2]);
  await failOver(url, step.topic, 1, []);
  await lock.end().catch(() => undefined);
  await eventually(async () => expect(await log()).toEqual([1, 2]), 20_000);
  await eventually(async () => expect(await outbox()).toEqual([]), 10_000);
}, 60_000);

it('publishes an event once if its row is deleted only after a failover that kept it in the log', async () => {
  faultyTransport.hold();
  await emit(1);
  const lock = await lockOutbox();
  faultyTransport.restore();
  await eventually(deletionWaits);
  await failOver(url, step.topic, 1, []);
  await lock.end().catch(() => undefined);
  await eventually(async () => expect(await outbox()).toEqual([]), 20_000);
  expect(await log()).toEqual([1]);
}, 60_000);
