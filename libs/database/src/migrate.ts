import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type EntitySchema, type MigrationInterface } from 'typeorm';
import { connectionSettings, silentLogger } from './connection-settings.js';
import { DatabaseUnavailable } from './errors.js';

/**
 * One TypeORM migration. Its `name` (or class name) ends in 13 digits, milliseconds since 1970, which determine the
 * order of the migrations. The name is stored in the database and must never change.
 */
export type MigrationClass = new () => MigrationInterface;

/** The schema of one service, to which no other service writes, and its migrations. */
export interface ServiceDatabase {
  /** Lower-case letters, digits and underscores: `intake_form`. */
  schema: string;
  migrations: MigrationClass[];
  /** The service's TypeORM entities, each with `schema` in its `@Entity` options. Only migrations change tables. */
  entities?: ((new () => object) | EntitySchema)[];
}

interface MigrateOptions extends ServiceDatabase {
  /** Milliseconds to wait for another process that is migrating the same schema; default 300,000. */
  waitMs?: number;
}

/**
 * Brings `schema` up to date: creates it if it does not exist and runs the migrations that the table
 * `<schema>.migrations` does not list yet, oldest first. Each migration and its row in that table are one transaction.
 * Any number of processes may call it at once: an advisory lock lets one migrate; the others wait and then find nothing
 * left to do. In a migration, unqualified names refer to `schema`. It uses its own connections, without a statement
 * timeout.
 *
 * @throws DatabaseUnavailable if another process held the lock for longer than `waitMs`
 * @throws what a migration threw; the migrations before it remain applied
 */
export async function migrate(
  dataSource: DataSource,
  { schema, migrations, waitMs = 300_000 }: MigrateOptions,
): Promise<void> {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(schema)) throw new TypeError(`not a schema name: ${schema}`);
  const { options } = dataSource;
  if (options.type !== 'postgres') throw new TypeError('migrate() needs a DataSource of openDatabase()');
  const settings = connectionSettings({ connectMs: 10_000, statementMs: 0, lockMs: 60_000, idleInTransactionMs: 0 });
  const own = new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: `${options.applicationName ?? 'redress'} migrate ${schema}`,
    poolSize: 3,
    schema,
    migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    entities: [],
    synchronize: false,
    installExtensions: false,
    logging: false,
    logger: silentLogger,
    poolErrorHandler: () => undefined,
    extra: { ...settings, options: `${settings.options} -c search_path=${schema},public` },
  });
  await own.initialize();
  try {
    await underLock(own, `redress.migrate.${schema}`, waitMs, async () => {
      await own.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
      await own.runMigrations();
    });
  } finally {
    await own.destroy();
  }
}

/**
 * Polls for the lock instead of waiting for it in the server: a session that waits inside a statement holds a snapshot,
 * and a CREATE INDEX CONCURRENTLY by the holder of the lock would wait forever for that session.
 */
async function underLock(
  dataSource: DataSource,
  name: string,
  waitMs: number,
  work: () => Promise<void>,
): Promise<void> {
  const holder = dataSource.createQueryRunner();
  const giveUpAt = performance.now() + waitMs;
  try {
    for (;;) {
      const [row] = (await holder.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked', [name])) as {
        locked: boolean;
      }[];
      if (row?.locked) break;
      if (performance.now() > giveUpAt)
        throw new DatabaseUnavailable(`another process has been migrating for ${waitMs} ms`);
      await sleep(100);
    }
    // The lock ends with the session (destroy), also if this process dies.
    await work();
  } finally {
    await holder.release();
  }
}
