import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { migrate, openDatabase } from '@redress/database';
import { startPostgres, type TestPostgres } from '@redress/testing';
import type { DataSource } from 'typeorm';
import { messagingMigrations } from '../migrations.js';
import { ParkedEvents } from './parked-events.js';

let postgres: TestPostgres;
let dataSource: DataSource;
let parked: ParkedEvents;

beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres?.stop());
beforeEach(async () => {
  const url = await postgres.freshDatabase();
  dataSource = await openDatabase({ url, applicationName: 'parked spec', poolSize: 2 });
  await migrate(dataSource, { schema: 'shop', migrations: messagingMigrations('shop', { ledger: false }) });
  parked = new ParkedEvents(dataSource, 'shop');
}, 30_000);
afterEach(() => dataSource.destroy());

const group = 'shop.orders';
const at = (offset: number, value: string) => ({
  topic: 'orders',
  partition: 0,
  offset: String(offset),
  key: 'a',
  value: Buffer.from(value),
  headers: {},
});
const values = async (): Promise<string[]> => {
  const rows = await parked.list();
  const shown = await Promise.all(rows.map(({ id }) => parked.show(id)));
  return shown.map((row) => row!.value.toString());
};

it('parks an event once, however often it is read', async () => {
  await parked.park(group, at(7, 'one'), 'bad-data', '');
  await parked.park(group, at(7, 'one'), 'bad-data', '');
  expect(await values()).toEqual(['one']);
});

it('keeps both events if a topic was created again and its offsets restarted', async () => {
  await parked.park(group, at(7, 'one'), 'bad-data', '');
  await parked.park(group, at(7, 'two'), 'bad-data', '');
  expect(await values()).toEqual(['one', 'two']);
});

it('parks an event at the offset of one that was dropped', async () => {
  await parked.park(group, at(7, 'one'), 'bad-data', '');
  const [first] = await parked.list();
  await parked.drop(first!.id, 'a test');
  await parked.park(group, at(7, 'two'), 'bad-data', '');
  expect(await values()).toEqual(['two']);
});
