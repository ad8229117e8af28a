import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, startPostgres, startStallingProxy, type TestPostgres } from '@redress/testing';
import { createServer } from 'node:net';
import type { DataSource } from 'typeorm';
import { DatabaseUnavailable, DatabaseUnfit, isUnreachable, sqlState } from './errors.js';
import { ensureReachable, openDatabase, refuseOldVersion } from './open-database.js';

let postgres: TestPostgres;
let url: string;
const opened: DataSource[] = [];
const open = async (more: Partial<Parameters<typeof openDatabase>[0]> = {}): Promise<DataSource> => {
  const dataSource = await openDatabase({ url, applicationName: 'spec', ...more });
  opened.push(dataSource);
  return dataSource;
};

beforeAll(async () => {
  postgres = await startPostgres({ own: true });
  url = await postgres.freshDatabase();
});
afterEach(async () => {
  for (const dataSource of opened.splice(0)) await dataSource.destroy();
});
afterAll(() => postgres.stop());

describe('columns', () => {
  it('reads integers as numbers, and throws for one beyond 2^53', async () => {
    const db = await open();
    expect(
      await db.query(
        `SELECT 9007199254740991 AS big, count(*), ARRAY[1::bigint, NULL, -3] AS list, '{}'::bigint[] AS none,
                1.10 AS exact`,
      ),
    ).toEqual([{ big: 9007199254740991, count: 1, list: [1, null, -3], none: [], exact: '1.10' }]);
    await expect(db.query('SELECT 9007199254740993 AS big')).rejects.toThrow(/2\^53/);
    expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('returns timestamptz as Date and date as stored, in UTC whatever the time zone of the process', async () => {
    const db = await open();
    const at = new Date('2026-03-01T23:30:00Z');
    const rows: unknown = await db.query(
      `SELECT $1::timestamptz AS at, ($1::timestamptz)::date AS day, ($1::timestamptz)::timestamp AS plain`,
      [at],
    );
    expect(rows).toEqual([{ at, day: '2026-03-01', plain: '2026-03-01 23:30:00' }]);
  });
});

describe('a database that becomes unavailable', () => {
  it('replaces a connection that was cut off without a reset, once a statement on it got no answer', async () => {
    const proxy = await startStallingProxy(url);
    const db = await open({ url: proxy.url, poolSize: 2, statementTimeoutMs: 500 });
    await db.query('SELECT 1');
    proxy.stall();
    const error: unknown = await db
      .transaction((tx) => tx.query('SELECT 1'))
      .then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
    expect(isUnreachable(error)).toBe(true);
    expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await db.transaction((tx) => tx.query('SELECT 2 AS two'))).toEqual([{ two: 2 }]);
    await proxy.close();
  });

  it('fails calls within a second, also in a transaction, and succeeds again when it is available', async () => {
    const db = await open();
    const runner = db.createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT 1');
    await postgres.takeAway();
    const began = performance.now();
    const failed: unknown[] = await Promise.all(
      [db.query('SELECT 1'), runner.query('SELECT 1')].map((query) =>
        query.then(
          () => 'answered',
          (error: unknown) => error,
        ),
      ),
    );
    expect(failed.map(isUnreachable)).toEqual([true, true]);
    await expect(ensureReachable(db)).rejects.toBeInstanceOf(DatabaseUnavailable);
    expect(performance.now() - began).toBeLessThan(1_000);
    await runner.release();
    await postgres.bringBack();
    await eventually(() => ensureReachable(db));
    expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('is waited for at the start, for at most waitMs', async () => {
    await postgres.takeAway();
    const waiting = open({ waitMs: 20_000 });
    await expect(openDatabase({ url, applicationName: 'spec', waitMs: 100 })).rejects.toBeInstanceOf(
      DatabaseUnavailable,
    );
    await postgres.bringBack();
    expect(await (await waiting).query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('counts as unavailable if it accepts the connection and never answers', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined).resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const began = performance.now();
    await expect(
      openDatabase({
        url: `postgres://a:b@127.0.0.1:${port}/c`,
        applicationName: 'spec',
        connectTimeoutMs: 300,
        waitMs: 0,
      }),
    ).rejects.toBeInstanceOf(DatabaseUnavailable);
    expect(performance.now() - began).toBeLessThan(1_000);
    await new Promise((resolve) => silent.close(resolve));
  });
});

it('fails a call if every connection of the pool stays busy', async () => {
  const db = await open({ poolSize: 1, connectTimeoutMs: 200 });
  const busy = db.query('SELECT pg_sleep(1)');
  const error: unknown = await db.query('SELECT 1').catch((thrown: unknown) => thrown);
  expect(isUnreachable(error)).toBe(true);
  await busy;
});

it('cancels a statement that exceeds the statement timeout', async () => {
  const db = await open({ statementTimeoutMs: 100 });
  const error: unknown = await db.query('SELECT pg_sleep(5)').catch((thrown: unknown) => thrown);
  expect(sqlState(error)).toBe('57014');
});

it('reports a wrong password at once instead of waiting', async () => {
  const wrong = new URL(url);
  wrong.password = 'wrong';
  const began = performance.now();
  const error: unknown = await openDatabase({ url: wrong.href, applicationName: 'spec' }).catch(
    (thrown: unknown) => thrown,
  );
  expect(sqlState(error)).toBe('28P01');
  expect(performance.now() - began).toBeLessThan(2_000);
});

it('refuses a PostgreSQL that is too old, with both versions in the message', () => {
  expect(() => refuseOldVersion({ number: 150_012, version: '15.12' })).toThrow(DatabaseUnfit);
  expect(() => refuseOldVersion({ number: 150_012, version: '15.12' })).toThrow(/16 or newer is needed.*15\.12/);
  expect(() => refuseOldVersion({ number: 160_000, version: '16.0' })).not.toThrow();
});
