import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { EventDefinition } from '@redress/contracts';
import { openDatabase } from '@redress/database';
import { eventually } from '@redress/testing';
import { pino } from 'pino';
import { PostgresTransport, type BatchOutcome, type IncomingRecord, type Subscription } from '../index.js';
import { startCrashingPostgres, type CrashingPostgres } from '../spec/crashing-postgres.js';
import { failOver } from '../spec/failover.js';
import { record, stepEvent, type Step } from '../spec/test-service.js';

const lines: string[] = [];
const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
let postgres: CrashingPostgres;
let url: string;
let transport: PostgresTransport;
let step: EventDefinition<Step>;
let subscription: Subscription | undefined;
const seen: number[] = [];

beforeAll(async () => {
  postgres = await startCrashingPostgres();
}, 60_000);
afterAll(() => postgres?.stop(), 30_000);

beforeEach(async () => {
  url = await postgres.freshDatabase();
  step = stepEvent();
  seen.length = 0;
  lines.length = 0;
});
afterEach(async () => {
  await subscription?.stop();
  await transport?.close();
});

const numberIn = ({ value }: { value: Buffer | string }) => (JSON.parse(value.toString()) as { data: Step }).data.n;
const allDone = (records: IncomingRecord[]): BatchOutcome => ({
  done: new Map(records.map(({ partition, offset }) => [partition, offset])),
  retry: new Map(),
});
const publish = (...numbers: number[]) =>
  eventually(() => transport.publish(numbers.map((n) => record(step, 'one key', n))), 20_000);

/** Opens the transport with a reader that records what it reads. `then` can delay the completion of a batch. */
async function open(then: (records: IncomingRecord[]) => Promise<void> = () => Promise.resolve()): Promise<void> {
  transport = await PostgresTransport.open(url, log);
  await transport.applyTopics([step.topic], { partitions: 1 });
  subscription = transport.subscribe(`spec.${step.topic}`, step.topic, async (records) => {
    seen.push(...records.map(numberIn));
    await then(records);
    return allDone(records);
  });
}

async function inDatabase<T>(...statements: string[]): Promise<T[]> {
  const database = await openDatabase({ url, applicationName: 'spec', poolSize: 1 });
  let rows: T[] = [];
  for (const sql of statements) rows = await database.query<T[]>(sql, sql.includes('$1') ? [step.topic] : []);
  await database.destroy();
  return rows;
}
/** A commit that waits for the WAL makes all earlier ones durable. */
const writeWal = () => inDatabase('SET synchronous_commit = on', 'CREATE TABLE durable ()');
const offsets = async () =>
  (
    await inDatabase<{ done: number; end: number }>(
      `SELECT done_offset AS done, next_offset - 1 AS end
         FROM transport.readers JOIN transport.partitions USING (topic, partition) WHERE topic = $1`,
    )
  )[0]!;

it('keeps records in the log that were read before a crash, and reads records published afterwards', async () => {
  await open();
  await eventually(() => expect(subscription?.ready).toBe(true));
  await writeWal();
  await publish(1);
  await eventually(() => expect(seen).toContain(1));
  await postgres.crash();
  await publish(2);
  await eventually(() => expect(seen).toContain(2), 10_000);
  const log = await inDatabase<{ value: string }>(`SELECT value FROM transport.log WHERE topic = $1 ORDER BY "offset"`);
  expect(log.map(numberIn)).toEqual([1, 2]);
});

it('reads records published at offsets that a crash undid, if the database does not wait for its disk', async () => {
  await inDatabase(`ALTER DATABASE "${new URL(url).pathname.slice(1)}" SET synchronous_commit = off`);
  await open();
  await publish(1);
  await eventually(() => expect(seen).toContain(1));
  await writeWal();
  await publish(2, 3);
  await eventually(() => expect(seen).toContain(3));
  await postgres.crash();
  expect((await offsets()).end).toBe(0);
  await publish(4, 5, 6);
  await eventually(() => expect(seen).toEqual(expect.arrayContaining([4, 5, 6])), 10_000);
  await eventually(async () => expect(await offsets()).toEqual({ done: 3, end: 3 }));
});

it('reads records published at offsets that a failover undid, before its next read', async () => {
  await open();
  await publish(1, 2, 3, 4, 5);
  await eventually(() => expect(seen).toContain(5));
  await eventually(async () => expect(await offsets()).toEqual({ done: 4, end: 4 }));
  await failOver(
    url,
    step.topic,
    2,
    [6, 7, 8, 9].map((n) => record(step, 'one key', n)),
  );
  await eventually(() => expect(seen).toEqual(expect.arrayContaining([6, 7, 8, 9])), 10_000);
  await publish(10);
  await eventually(() => expect(seen).toContain(10), 10_000);
  await eventually(async () => expect(await offsets()).toEqual({ done: 6, end: 6 }));
});

it('logs that the database has lost part of the log when no connection broke', async () => {
  await open();
  await publish(1, 2, 3);
  await eventually(async () => expect(await offsets()).toEqual({ done: 2, end: 2 }));
  await failOver(url, step.topic, 1, [record(step, 'one key', 4)], { disconnect: false });
  await eventually(() => expect(seen).toContain(4), 10_000);
  expect(lines.join('')).toContain('the database has lost the newest part of the event log');
});

it('does not move the offset of its group for a batch that it read before the failover', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await open((records) => (records.some((one) => numberIn(one) === 5) ? held : Promise.resolve()));
  await publish(1, 2);
  await eventually(async () => expect(await offsets()).toEqual({ done: 1, end: 1 }));
  await publish(3, 4, 5);
  await eventually(() => expect(seen).toContain(5));
  await failOver(
    url,
    step.topic,
    2,
    [6, 7, 8, 9].map((n) => record(step, 'one key', n)),
  );
  release();
  await eventually(() => expect(seen).toEqual(expect.arrayContaining([6, 7, 8, 9])), 10_000);
  await eventually(async () => expect(await offsets()).toEqual({ done: 5, end: 5 }));
});

it('shows in a tail records published at offsets that a failover undid', async () => {
  await open();
  await publish(1, 2, 3);
  const shown: number[] = [];
  const stop = new AbortController();
  const tailing = transport.tail(step.topic, { fromBeginning: true, signal: stop.signal }, (one) =>
    shown.push(numberIn(one)),
  );
  await eventually(() => expect(shown).toContain(3));
  await failOver(
    url,
    step.topic,
    1,
    [4, 5, 6].map((n) => record(step, 'one key', n)),
  );
  await eventually(() => expect(shown).toEqual(expect.arrayContaining([4, 5, 6])), 10_000);
  stop.abort();
  await tailing;
});

it('starts at the end of the log if an older release stored an offset beyond it', async () => {
  await open();
  await publish(1);
  await eventually(async () => expect(await offsets()).toEqual({ done: 0, end: 0 }));
  await subscription?.stop();
  await inDatabase(`UPDATE transport.readers SET done_offset = 7 WHERE topic = $1`);
  await transport.close();
  await open();
  await eventually(async () => expect((await offsets()).done).toBe(0), 10_000);
  await publish(2, 3);
  await eventually(() => expect(seen).toEqual([1, 2, 3]), 10_000);
});

it('continues without a warning if the record that it read last was dropped with its day', async () => {
  await open();
  await publish(1);
  await eventually(async () => expect(await offsets()).toEqual({ done: 0, end: 0 }));
  await inDatabase(`DELETE FROM transport.log WHERE topic = $1`);
  await publish(2);
  await eventually(async () => expect(await offsets()).toEqual({ done: 1, end: 1 }));
  expect(seen).toEqual([1, 2]);
  expect(lines).toEqual([]);
});
