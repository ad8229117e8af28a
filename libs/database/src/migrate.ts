import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type MigrationInterface } from 'typeorm';
import { connectionSettings, silentLogger } from './connection-settings.js';
import { DatabaseUnavailable } from './errors.js';

/**
 * One TypeORM migration. Its `name` (or class name) ends in 13 digits, milliseconds since 1970, and gives the order
 * of the whole list; it is written into the database and never changes.
 */
export type MigrationClass = new () => MigrationInterface;

/** What one service keeps in the database: a schema nobody else writes to, and the way it comes to be. */
export interface ServiceDatabase {
  /** Lower-case letters, digits and underscores: `intake_form`. */
  schema: string;
  migrations: MigrationClass[];
}

export interface MigrateOptions extends ServiceDatabase {
  /** Milliseconds to wait for another process that migrates the same schema; 300,000 unless told. */
  waitMs?: number;
}

/**
 * Brings `schema` up to date: makes it where it is missing and runs the migrations that `<schema>.migrations` does not
 * list yet, oldest first, each in a transaction of its own together with its line in that table. An advisory lock
 * lets any number of processes call it at once: one works, the others wait and find nothing left to do.
 * Unqualified names in a migration mean `schema`. Uses connections of its own, without a statement timeout.
 *
 * @throws DatabaseUnavailable when another process held the lock for `waitMs`
 * @throws what the migration threw; what the earlier ones did stays
 */
export async function migrate(dataSource: DataSource, { schema, migrations, waitMs = 300_000 }: MigrateOptions): Promise<void> {
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
 * The lock is asked for again and again instead of being waited for: a session waiting inside a statement holds a
 * snapshot, and a CREATE INDEX CONCURRENTLY of the one who has the lock would wait for that session for ever.
 */
async function underLock(dataSource: DataSource, name: string, waitMs: number, work: () => Promise<void>): Promise<void> {
  const holder = dataSource.createQueryRunner();
  const giveUpAt = performance.now() + waitMs;
  try {
    for (;;) {
      const [row] = (await holder.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked', [name])) as { locked: boolean }[];
      if (row?.locked) break;
      if (performance.now() > giveUpAt) throw new DatabaseUnavailable(`another process has been migrating for ${waitMs} ms`);
      await sleep(100);
    }
    // Released by ending the session (destroy), also when this process dies.
    await work();
  } finally {
    await holder.release();
  }
}
