import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from '@jest/globals';
import { migrate, openDatabase } from '@redress/database';
import { eventually, startPostgres, type TestPostgres } from '@redress/testing';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { messagingMigrations } from '../migrations.js';
import { InboxTrim } from './inbox-trim.js';

const silent = pino({ level: 'silent' });
const small = { pages: 8, pauseMs: 0 };
let postgres: TestPostgres;
let database: DataSource;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres?.stop());
beforeEach(async () => {
  database = await openDatabase({ url: await postgres.freshDatabase(), applicationName: 'spec', poolSize: 4 });
  await migrate(database, { schema: 'trimmed', migrations: messagingMigrations('trimmed', { ledger: false }) });
  await database.query(
    `INSERT INTO trimmed.inbox (consumer_group, event_id, seen_at)
     SELECT 'g', 'event ' || n, now() - CASE WHEN n % 3 = 0 THEN interval '20 days' ELSE interval '22 days' END
       FROM generate_series(1, 30000) AS n`,
  );
});
afterEach(() => database.destroy());

const left = async () => {
  const [row]: { old: number; kept: number }[] = await database.query(
    `SELECT (count(*) FILTER (WHERE seen_at < now() - interval '21 days'))::int AS old,
            (count(*) FILTER (WHERE seen_at >= now() - interval '21 days'))::int AS kept FROM trimmed.inbox`,
  );
  return row;
};

it('begins soon after the start, deletes what is older than three weeks and keeps the rest', async () => {
  const trim = new InboxTrim(database, 'trimmed', silent, { ...small, firstMs: 10 });
  trim.start();
  await eventually(async () => expect(await left()).toEqual({ old: 0, kept: 10_000 }), 20_000);
  trim.stop();
});

it('keeps its deletions when it is interrupted, and reaches all rows in repeated short runs', async () => {
  const lives: number[] = [];
  for (let life = 0; life < 400 && (await left())!.old > 0; life++) {
    const stop = new AbortController();
    const trim = new InboxTrim(database, 'trimmed', silent, { ...small, pages: 32, pauseMs: 1 });
    setTimeout(() => stop.abort(), 3);
    lives.push((await trim.pass(stop.signal)) ?? 0);
  }
  expect(Math.max(...lives)).toBeLessThan(20_000);
  expect(await left()).toEqual({ old: 0, kept: 10_000 });
});

it('does nothing while another process runs a pass, and deletes nothing wrongly in a second pass', async () => {
  const passes = await Promise.all([1, 2, 3].map(() => new InboxTrim(database, 'trimmed', silent, small).pass()));
  expect(passes.filter((deleted) => deleted === 20_000)).toHaveLength(1);
  expect(passes.filter((deleted) => deleted === undefined).length).toBeGreaterThan(0);
  expect(await new InboxTrim(database, 'trimmed', silent, small).pass()).toBe(0);
  expect(await left()).toEqual({ old: 0, kept: 10_000 });
});
