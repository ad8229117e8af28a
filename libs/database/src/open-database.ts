import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import { connectionSettings, silentLogger } from './connection-settings.js';
import { CutOffClient } from './cut-off-client.js';
import { DatabaseUnavailable, DatabaseUnfit, isUnreachable, reasonOf } from './errors.js';
import { poolOf } from './prepared.js';
import { withTimeout } from './with-timeout.js';

/** The oldest supported PostgreSQL. */
const oldestMajor = 16;

interface DatabaseOptions {
  /** `postgres://user:password@host:port/database`, as pg reads it (`?sslmode=` …). */
  url: string;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  /** Maximum number of connections; default 10. */
  poolSize?: number;
  /**
   * Milliseconds after which a call fails if no connection is available (server unavailable, pool in use); default
   * 1,000.
   */
  connectTimeoutMs?: number;
  /** Milliseconds after which the server cancels a statement; default 30,000, 0 means no limit. */
  statementTimeoutMs?: number;
  /** Milliseconds that `openDatabase` waits for a server that cannot be reached yet; default 60,000. */
  waitMs?: number;
  /** TypeORM entities of the service. */
  entities?: MixedList<(new () => object) | EntitySchema>;
  /** Called when an idle connection breaks; the pool replaces the connection itself. */
  onConnectionLost?: (error: Error) => void;
}

/**
 * Opens a TypeORM DataSource on a pool of pg connections. It waits up to `waitMs` for a server that cannot be reached
 * yet. After that the DataSource remains usable: while the database is unavailable, each call fails within
 * `connectTimeoutMs` with an error for which `isUnreachable` is true; when the database is back, calls succeed again.
 * TypeORM never synchronizes the schema.
 *
 * Sessions use UTC. Column types: `bigint` (and `count(*)`) → number, RangeError beyond 2^53; `bigint[]` → numbers;
 * `numeric` → string; `timestamptz` → Date; `date` and `timestamp` → string as stored ('2026-03-01'); `jsonb` → value.
 * As in TypeORM, `query()` returns rows for SELECT and INSERT … RETURNING, and `[rows, count]` for UPDATE and DELETE.
 *
 * @throws DatabaseUnavailable if the server could not be reached within `waitMs`
 * @throws DatabaseUnfit if the server is older than PostgreSQL 16
 * @throws what pg throws for a wrong password, database name or TLS setting, at once
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
        // A suspended process must not hold its locks for longer: others wait for them.
        idleInTransactionMs: 5_000,
      }),
      Client: CutOffClient,
      idleTimeoutMillis: 30_000,
    },
  });
  await initialize(dataSource, options.waitMs ?? 60_000);
  // If the server stops while a connection is being established, the connection emits an error before the caller can
  // add a listener, which would end the process. The pool replaces the connection in any case.
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
      if (performance.now() + pause > giveUpAt)
        throw new DatabaseUnavailable('the database cannot be reached', { cause: error });
      await sleep(pause);
    }
  }
}

/**
 * Resolves if the database answers within `timeoutMs` milliseconds (default 1,000).
 * @throws DatabaseUnavailable if it does not
 */
export async function ensureReachable(dataSource: DataSource, timeoutMs = 1_000): Promise<void> {
  const onTimeout = (): never => {
    throw new DatabaseUnavailable(`the database did not answer within ${timeoutMs} ms`);
  };
  try {
    await withTimeout(timeoutMs, () => dataSource.query('SELECT 1'), onTimeout);
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error;
    throw new DatabaseUnavailable(`the database does not answer (${reasonOf(error)})`, { cause: error });
  }
}

async function requireVersion(dataSource: DataSource): Promise<void> {
  const rows: { number: number; version: string }[] = await dataSource.query(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version`,
  );
  refuseOldVersion(rows[0]!);
}

/** @throws DatabaseUnfit if `number` (server_version_num: 160004 is 16.4) is older than the oldest supported version */
export function refuseOldVersion({ number, version }: { number: number; version: string }): void {
  if (number >= oldestMajor * 10_000) return;
  throw new DatabaseUnfit(`PostgreSQL ${oldestMajor} or newer is needed; the server in DATABASE_URL is ${version}.`);
}
