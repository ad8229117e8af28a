import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { openDatabase } from '@redress/database';
import { startPostgres, type TestPostgres } from '@redress/testing';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { PostgresTransport } from '../index.js';
import { dropLogDays, makeLogDays } from './log-days.js';

const silent = pino({ level: 'silent' });
let postgres: TestPostgres;
let database: DataSource;
let transport: PostgresTransport;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres?.stop());
beforeEach(async () => {
  const url = await postgres.freshDatabase();
  transport = await PostgresTransport.open(url, silent);
  await transport.applyTopics(['old'], { partitions: 1 });
  database = await openDatabase({ url, applicationName: 'spec', poolSize: 2 });
});
afterEach(async () => {
  await database.destroy();
  await transport.close();
});

const insert = (offset: number, at: string) =>
  database.query(
    `INSERT INTO transport.log (topic, partition, "offset", key, value, at)
     VALUES ('old', 0, $1, 'k', '{}', ${at})`,
    [offset],
  );
const tables = async () => {
  const rows: { name: string }[] = await database.query(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'transport.log'::regclass ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
};
const places = () =>
  database.query<{ offset: number; table: string }[]>(
    `SELECT "offset", tableoid::regclass::text AS "table" FROM transport.log ORDER BY "offset"`,
  );
const today = `(now() AT TIME ZONE 'UTC')::date::timestamp AT TIME ZONE 'UTC'`;

it('drops days of the log that every group has read, and only those', async () => {
  const day = 24 * 60 * 60 * 1_000;
  for (const [name, from, offset] of [
    ['log_20200101', '2020-01-01', 0],
    ['log_20200102', '2020-01-02', 1],
  ] as const) {
    const to = new Date(Date.parse(from) + day).toISOString();
    await database.query(
      `CREATE TABLE transport.${name} PARTITION OF transport.log FOR VALUES FROM ('${from} 00:00:00+00') TO ('${to}')`,
    );
    await insert(offset, `'${from}T12:00:00Z'`);
  }
  await database.query(
    `INSERT INTO transport.readers (consumer_group, topic, partition, done_offset)
     VALUES ('a.old', 'old', 0, 1), ('b.old', 'old', 0, 0)`,
  );
  expect(await dropLogDays(database)).toEqual(['log_20200101']);
  await database.query(`UPDATE transport.readers SET done_offset = 1`);
  expect(await dropLogDays(database)).toEqual(['log_20200102']);
});

it('removes old records from the default table only when every group has read them', async () => {
  await database.query(
    `INSERT INTO transport.readers (consumer_group, topic, partition, done_offset)
     VALUES ('a.old', 'old', 0, 1), ('b.old', 'old', 0, 0)`,
  );
  for (const offset of [0, 1]) await insert(offset, `'2020-01-01T12:00:00Z'`);
  await dropLogDays(database);
  expect(await places()).toEqual([{ offset: 1, table: 'transport.log_other' }]);
  await database.query(`UPDATE transport.readers SET done_offset = 1`);
  await dropLogDays(database);
  expect(await places()).toEqual([]);
});

it('creates the table of a day whose records are already in the default table, and moves them there', async () => {
  const [first] = (await tables()).filter((name) => name !== 'log_other');
  await database.query(`DROP TABLE transport.${first}`);
  await insert(0, today);
  await insert(1, `${today} + interval '12 hours'`);
  await insert(2, `${today} + interval '40 days'`);
  expect((await places())[0]).toEqual({ offset: 0, table: 'transport.log_other' });
  await Promise.all([makeLogDays(database), makeLogDays(database)]);
  expect(await places()).toEqual([
    { offset: 0, table: `transport.${first}` },
    { offset: 1, table: `transport.${first}` },
    { offset: 2, table: 'transport.log_other' },
  ]);
  expect(await tables()).toHaveLength(4);
  // The new table has the primary key of the log: it cannot contain a record twice.
  await expect(insert(0, today)).rejects.toMatchObject({ driverError: { code: '23505' } });
});

it('creates the days by the clock of the database, not by that of the process', async () => {
  for (const name of (await tables()).filter((table) => table !== 'log_other'))
    await database.query(`DROP TABLE transport.${name}`);
  const realNow = Date.now;
  Date.now = () => realNow() - 400 * 24 * 60 * 60 * 1_000;
  try {
    await makeLogDays(database);
  } finally {
    Date.now = realNow;
  }
  await insert(0, 'now()');
  expect((await places())[0]!.table).not.toBe('transport.log_other');
});
