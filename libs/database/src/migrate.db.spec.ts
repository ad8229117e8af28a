import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from '@jest/globals';
import { startPostgres, type TestPostgres } from '@redress/testing';
import type { DataSource, QueryRunner } from 'typeorm';
import { DatabaseUnavailable } from './errors.js';
import { migrate, type MigrationClass } from './migrate.js';
import { openDatabase } from './open-database.js';

class CreateThings1760000000001 {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE things (id int)');
    // Long enough for another process to interfere if there were no lock.
    await runner.query('SELECT pg_sleep(0.3)');
    await runner.query('INSERT INTO things VALUES (1)');
  }
  async down(): Promise<void> {
    /* never reverted */
  }
}
class AddName1760000000002 {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE things ADD name text NOT NULL DEFAULT 'plain'`);
  }
  async down(): Promise<void> {
    /* never reverted */
  }
}
class Broken1760000000003 {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('INSERT INTO things VALUES (2)');
    await runner.query('SELECT nonsense');
  }
  async down(): Promise<void> {
    /* never reverted */
  }
}
const both: MigrationClass[] = [AddName1760000000002, CreateThings1760000000001];

let postgres: TestPostgres;
let db: DataSource;
let second: DataSource;
beforeAll(async () => {
  postgres = await startPostgres();
});
beforeEach(async () => {
  const url = await postgres.freshDatabase();
  db = await openDatabase({ url, applicationName: 'one' });
  second = await openDatabase({ url, applicationName: 'two' });
});
afterEach(async () => {
  await db.destroy();
  await second.destroy();
});
afterAll(() => postgres.stop());

it('runs each migration once when four calls start at the same time', async () => {
  const wanted = { schema: 'routing', migrations: both };
  await Promise.all([migrate(db, wanted), migrate(second, wanted), migrate(db, wanted), migrate(second, wanted)]);
  expect(await db.query('SELECT * FROM routing.things')).toEqual([{ id: 1, name: 'plain' }]);
  expect(await db.query('SELECT name FROM routing.migrations ORDER BY id')).toEqual([
    { name: 'CreateThings1760000000001' },
    { name: 'AddName1760000000002' },
  ]);
});

it('keeps the schemas of two services separate, each with its own table of migrations', async () => {
  await Promise.all([
    migrate(db, { schema: 'routing', migrations: both }),
    migrate(second, { schema: 'notifier', migrations: both.slice(1) }),
  ]);
  const rows: unknown = await db.query(
    `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
      WHERE table_schema IN ('routing', 'notifier', 'public') ORDER BY 1, 2`,
  );
  expect(rows).toEqual([
    { schema: 'notifier', name: 'migrations' },
    { schema: 'notifier', name: 'things' },
    { schema: 'routing', name: 'migrations' },
    { schema: 'routing', name: 'things' },
  ]);
});

it('rolls back a migration that failed, keeps the earlier ones, and releases the lock', async () => {
  await expect(migrate(db, { schema: 'routing', migrations: [...both, Broken1760000000003] })).rejects.toThrow(
    /nonsense/,
  );
  expect(await db.query('SELECT id FROM routing.things')).toEqual([{ id: 1 }]);
  await migrate(second, { schema: 'routing', migrations: both, waitMs: 0 });
});

it('throws DatabaseUnavailable if another process holds the lock for too long', async () => {
  const runner = second.createQueryRunner();
  await runner.query(`SELECT pg_advisory_lock(hashtextextended('redress.migrate.routing', 0))`);
  const failed: unknown = await migrate(db, { schema: 'routing', migrations: both, waitMs: 150 }).catch(
    (error: unknown) => error,
  );
  expect(failed).toBeInstanceOf(DatabaseUnavailable);
  expect((failed as Error).message).toMatch(/another process has been migrating/);
  await runner.query('SELECT pg_advisory_unlock_all()');
  await runner.release();
});

it('refuses an invalid schema name', async () => {
  await expect(migrate(db, { schema: 'x; DROP TABLE y', migrations: [] })).rejects.toThrow(TypeError);
});
