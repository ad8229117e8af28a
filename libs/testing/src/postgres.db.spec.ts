import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isUnreachable, openDatabase } from '@redress/database';
import { eventually } from './eventually.js';
import { startPostgres, type TestPostgres } from './postgres.js';

describe('startPostgres', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres({ own: true });
  });
  afterAll(() => postgres.stop());

  it('creates an empty database for each caller', async () => {
    const [left, right] = await Promise.all([postgres.freshDatabase(), postgres.freshDatabase()]);
    const one = await openDatabase({ url: left, applicationName: 'spec' });
    await one.query('CREATE TABLE seen (id int)');
    await one.destroy();
    const other = await openDatabase({ url: right, applicationName: 'spec' });
    expect(await other.query(`SELECT to_regclass('seen') AS seen`)).toEqual([{ seen: null }]);
    await other.destroy();
  });

  it('can be stopped and started under an open pool, which then works again', async () => {
    const db = await openDatabase({ url: await postgres.freshDatabase(), applicationName: 'spec' });
    await db.query('CREATE TABLE kept AS SELECT 7 AS id');
    await postgres.takeAway();
    const error: unknown = await db.query('SELECT 1').catch((thrown: unknown) => thrown);
    expect(isUnreachable(error)).toBe(true);
    await postgres.bringBack();
    expect(await eventually(() => db.query('SELECT id FROM kept'))).toEqual([{ id: 7 }]);
    await db.destroy();
  });
});
