import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '@redress/contracts';
import { eventually, startPostgres, type TestPostgres } from '@redress/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { partitionOf, PostgresTransport, type IncomingRecord } from '../index.js';
import { effects, noteEffects, openService, record, stepEvent } from '../spec/test-service.js';

const silent = pino({ level: 'silent' });
let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres({ own: true });
}, 60_000);
afterAll(() => postgres?.stop());

it('opens in several processes at once on an empty database', async () => {
  const url = await postgres.freshDatabase();
  const transports = await Promise.all(Array.from({ length: 5 }, () => PostgresTransport.open(url, silent)));
  await Promise.all(transports.map((transport) => transport.close()));
});

it('keeps an event whose topic was deleted, and publishes it when the topic exists again', async () => {
  const url = await postgres.freshDatabase();
  const transport = await PostgresTransport.open(url, silent);
  const step = stepEvent();
  await transport.applyTopics([step.topic], { partitions: 2 });
  const service = await openService(url, transport, 'deleted');
  service.messaging.consume({
    group: `deleted.${step.topic}`,
    topic: step.topic,
    definitions: [step],
    handle: noteEffects('deleted'),
  });
  await transport.publish([record(step, newId(), 1)]);
  await service.dataSource.query('DELETE FROM transport.partitions');
  await service.messaging.outbox.transaction(async (tx) =>
    tx.emit({ definition: step, subject: newId(), data: { n: 2 } }),
  );
  await eventually(async () =>
    expect(await service.dataSource.query('SELECT refused FROM deleted.outbox')).toEqual([{ refused: '23502' }]),
  );
  await service.dataSource.query(
    `INSERT INTO transport.partitions (topic, partition, next_offset) SELECT $1, generate_series(0, 1), 10`,
    [step.topic],
  );
  await service.dataSource.query(`UPDATE deleted.outbox SET relay_after = '-infinity'`);
  await eventually(async () => expect((await effects(service, 'deleted')).map(({ n }) => n)).toContain(2), 10_000);
  await service.stop();
  await transport.close();
});

it('reads a quiet partition while another has a long backlog', async () => {
  const transport = await PostgresTransport.open(await postgres.freshDatabase(), silent);
  const step = stepEvent();
  await transport.applyTopics([step.topic], { partitions: 2 });
  const keyIn = (partition: number): string => {
    for (;;) {
      const key = newId();
      if (partitionOf(key, 2) === partition) return key;
    }
  };
  const [busy, lone] = [keyIn(0), keyIn(1)];
  await transport.publish([...Array.from({ length: 2_000 }, (_, n) => record(step, busy, n)), record(step, lone, 0)]);
  const batches: IncomingRecord[][] = [];
  const subscription = transport.subscribe(`fair.${step.topic}`, step.topic, async (records) => {
    batches.push(records);
    return { done: new Map(records.map(({ partition, offset }) => [partition, offset])), retry: new Map() };
  });
  await eventually(() => expect(batches.flat()).toHaveLength(2_001), 10_000);
  expect(batches[0]!.some(({ key }) => key === lone)).toBe(true);
  expect(Math.max(...batches.map((records) => records.length))).toBeLessThanOrEqual(500);
  await subscription.stop();
  await transport.close();
});

it('waits while the database is unavailable, logs that once, and continues when it is available again', async () => {
  const url = await postgres.freshDatabase();
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const transport = await PostgresTransport.open(url, log);
  const step = stepEvent();
  await transport.applyTopics([step.topic], { partitions: 2 });
  const seen: IncomingRecord[] = [];
  const subscription = transport.subscribe(`outage.${step.topic}`, step.topic, async (records) => {
    seen.push(...records);
    return { done: new Map(records.map(({ partition, offset }) => [partition, offset])), retry: new Map() };
  });
  await eventually(() => expect(subscription.ready).toBe(true));
  await postgres.takeAway();
  await sleep(3_000);
  await postgres.bringBack();
  await eventually(() => transport.publish([record(step, newId(), 1)]), 20_000);
  await eventually(() => expect(seen).toHaveLength(1), 20_000);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.length).toBeLessThanOrEqual(3);
  await subscription.stop();
  await transport.close();
});
