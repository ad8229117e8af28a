import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import { connectionSettings, silentLogger } from './connection-settings.js';
import { DatabaseUnavailable, DatabaseUnfit, isUnreachable, sqlState } from './errors.js';
import { poolOf } from './prepared.js';

/** The oldest PostgreSQL our SQL is tested against. */
export const oldestMajor = 16;

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database`, as pg reads it (`?sslmode=` …). */
  url: string;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  /** Connections at the most; 10 unless told. */
  poolSize?: number;
  /** Milliseconds until a caller hears that no connection is to be had (away, or all of the pool busy); 1,000 unless told. */
  connectTimeoutMs?: number;
  /** Milliseconds the server gives one statement; 30,000 unless told, 0 = no limit. */
  statementTimeoutMs?: number;
  /** Milliseconds `openDatabase` itself waits for a server that is not there yet; 60,000 unless told. */
  waitMs?: number;
  /**
   * Commits do not wait for the disk: after a crash of the server (not of this process) up to half a second of them may be missing,
   * the newest first. Only for what can be made again. False unless told.
   */
  relaxedCommits?: boolean;
  /** TypeORM entities of the service. */
  entities?: MixedList<(new () => object) | EntitySchema>;
  /** Told when an idle connection breaks (the pool replaces it by itself). Default: nobody. */
  onConnectionLost?: (error: Error) => void;
}

/**
 * A TypeORM DataSource on a pool of pg connections. It waits up to `waitMs` for a server that is not there yet, and
 * afterwards stays usable for ever: while the database is away every call fails within `connectTimeoutMs` with an
 * error for which `isUnreachable` is true, and works again when the database is back. Nothing is ever synchronized.
 *
 * Sessions run in UTC. Columns: `bigint` (and `count(*)`) → number, RangeError beyond 2^53; `bigint[]` → numbers;
 * `numeric` → string; `timestamptz` → Date; `date` and `timestamp` → string as written ('2026-03-01'); `jsonb` → value.
 * As TypeORM does it, `query()` gives rows for SELECT and INSERT … RETURNING, and `[rows, count]` for UPDATE and DELETE.
 *
 * @throws DatabaseUnavailable when the server did not come within `waitMs`
 * @throws DatabaseUnfit when it is older than PostgreSQL 16
 * @throws what pg throws for a wrong password, database or TLS setting, at once
 */
export async function openDatabase(options: DatabaseOptions): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName,
    poolSize: options.poolSize ?? 10,
    entities: options.entities ?? [],
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
    logging: false,
    logger: silentLogger,
    poolErrorHandler: (error: Error) => options.onConnectionLost?.(error),
    extra: {
      ...connectionSettings({
        connectMs: options.connectTimeoutMs ?? 1_000,
        statementMs: options.statementTimeoutMs ?? 30_000,
        lockMs: 10_000,
        idleInTransactionMs: 60_000,
      }),
      ...(options.relaxedCommits && { options: '-c timezone=UTC -c synchronous_commit=off' }),
      idleTimeoutMillis: 30_000,
    },
  });
  await initialize(dataSource, options.waitMs ?? 60_000);
  // A server that stops at the very moment a connection is made says so before whoever asked for the connection can listen: without
  // a listener of its own that error would end the process. The pool replaces the connection all the same.
  poolOf(dataSource).on('connect', (client) => client.on('error', () => undefined));
  try {
    await requireVersion(dataSource);
  } catch (error) {
    await dataSource.destroy().catch(() => undefined);
    throw error;
  }
  return dataSource;
}

async function initialize(dataSource: DataSource, waitMs: number): Promise<void> {
  const giveUpAt = performance.now() + waitMs;
  for (let pause = 50; ; pause = Math.min(pause * 2, 1_000)) {
    try {
      await dataSource.initialize();
      return;
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      if (performance.now() + pause > giveUpAt) throw new DatabaseUnavailable('the database cannot be reached', { cause: error });
      await sleep(pause);
    }
  }
}

/**
 * Answers within `timeoutMs` (1,000 unless told) whether the database works: resolves when it does.
 * @throws DatabaseUnavailable when it does not, or not in time
 */
export async function ensureReachable(dataSource: DataSource, timeoutMs = 1_000): Promise<void> {
  const stop = new AbortController();
  const late = sleep(timeoutMs, undefined, { signal: stop.signal, ref: false }).then(
    () => {
      throw new DatabaseUnavailable(`the database did not answer within ${timeoutMs} ms`);
    },
    () => undefined,
  );
  try {
    await Promise.race([dataSource.query('SELECT 1'), late]);
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error;
    throw new DatabaseUnavailable(`the database does not answer (${sqlState(error) ?? 'no connection'})`, { cause: error });
  } finally {
    stop.abort();
  }
}

async function requireVersion(dataSource: DataSource): Promise<void> {
  const rows: { number: number; version: string }[] = await dataSource.query(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version`,
  );
  refuseOldVersion(rows[0]!);
}

/** @throws DatabaseUnfit when `number` (server_version_num: 160004 is 16.4) is older than what we can use */
export function refuseOldVersion({ number, version }: { number: number; version: string }): void {
  if (number >= oldestMajor * 10_000) return;
  throw new DatabaseUnfit(`PostgreSQL ${oldestMajor} or newer is needed; the server DATABASE_URL names is ${version}.`);
}
