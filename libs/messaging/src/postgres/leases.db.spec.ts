import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newId } from '@redress/contracts';
import { openDatabase } from '@redress/database';
import { startPostgres, type TestPostgres } from '@redress/testing';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { PostgresTransport } from '../index.js';
import { Leases } from './leases.js';

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
  await transport.applyTopics(['topic'], { partitions: 4 });
  database = await openDatabase({ url, applicationName: 'spec', poolSize: 4 });
});
afterEach(async () => {
  await database.destroy();
  await transport.close();
});
const member = () => new Leases(database, 'service.topic', 'topic');

it('assigns all partitions to the only member, which releases half of them when a second member joins', async () => {
  const [one, two] = [member(), member()];
  expect(await one.renew()).toHaveLength(4);
  expect(await two.renew()).toHaveLength(0);
  expect(await one.renew()).toHaveLength(2);
  expect(await two.renew()).toHaveLength(2);
});

it('takes the partitions of a dead member at once if the clock of the database was set back', async () => {
  await member().renew();
  await database.query(`UPDATE transport.readers SET lease_until = lease_until + interval '1 hour'`);
  await database.query(`UPDATE transport.members SET seen_at = seen_at + interval '1 hour'`);
  expect(await member().renew()).toHaveLength(4);
});

it('lists groups with members, lag and the time of the last renewal; drops one without a live member', async () => {
  const one = member();
  await one.renew();
  await transport.publish([{ topic: 'topic', key: newId(), value: '{}' }]);
  expect(await transport.groups()).toEqual([
    { group: 'service.topic', topic: 'topic', members: 1, lag: 1, lastSeen: expect.any(Date) },
  ]);
  expect(await transport.dropGroup('service.topic')).toBe('in-use');
  await one.release();
  const [stopped] = await transport.groups();
  expect(stopped).toMatchObject({ members: 0, lag: 1 });
  expect(Math.abs(Date.now() - stopped!.lastSeen!.getTime())).toBeLessThan(10_000);
  expect(await transport.dropGroup('service.topic')).toBe('dropped');
  expect(await transport.groups()).toEqual([]);
  expect(await transport.dropGroup('service.topic')).toBe('unknown');
});
