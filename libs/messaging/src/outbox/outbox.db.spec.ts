import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { defineEvent, newId, type Event } from '@redress/contracts';
import { migrate, openDatabase, poolOf, type MigrationClass } from '@redress/database';
import { eventually, startPostgres, type TestPostgres } from '@redress/testing';
import { pino } from 'pino';
import { Column, DataSource, Entity, PrimaryColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { z } from 'zod';
import { messagingMigrations } from '../migrations.js';
import { Outbox } from './outbox.js';
import { unowned } from './outbox-table.js';
import type { OutboxRow } from './outbox-row.js';
import type { Publisher } from './publisher.js';

@Entity({ schema: 'shop', name: 'orders' })
class Order {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') state!: string;
  @Column('int') sequence!: number;
}

class CreateOrders1763700000002 implements MigrationInterface {
  readonly name = 'CreateOrders1763700000002';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE shop.orders (id uuid PRIMARY KEY, state text NOT NULL, sequence int NOT NULL)');
  }
  down(): Promise<void> {
    return Promise.reject(new Error('forward only'));
  }
}

const changed = defineEvent({
  type: 'order.changed',
  topic: 'orders',
  version: 1,
  content: 'snapshot',
  summary: 'for specs',
  data: z.object({ state: z.string() }),
});
const migrations: MigrationClass[] = [
  ...messagingMigrations('shop', {
    ledger: false,
    storedSequences: 'SELECT id AS about, sequence AS last FROM shop.orders',
  }),
  CreateOrders1763700000002,
];

let postgres: TestPostgres;
let dataSource: DataSource;
let outbox: Outbox;
let offered: OutboxRow[];

beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres?.stop());
beforeEach(async () => {
  dataSource = await openDatabase({
    url: await postgres.freshDatabase(),
    applicationName: 'outbox spec',
    poolSize: 4,
    entities: [Order],
  });
  await migrate(dataSource, { schema: 'shop', migrations });
  offered = [];
  const publisher = {
    isUnavailable: false,
    offer: (rows: OutboxRow[]) => offered.push(...rows) > 0,
  } as unknown as Publisher;
  outbox = new Outbox(
    dataSource,
    'shop',
    { source: 'urn:redress:spec:shop', now: () => new Date() },
    publisher,
    pino({ level: 'silent' }),
  );
}, 30_000);
afterEach(async () => {
  await outbox.stop();
  await dataSource.destroy();
});

const events = (): Event[] => offered.map(({ value }) => JSON.parse(value) as Event);
const stored = async (): Promise<number> =>
  (await dataSource.query<{ n: number }[]>('SELECT count(*) AS n FROM shop.outbox'))[0]!.n;
const emit = (subject: string, state = 'x') =>
  outbox.transaction(async (tx) => tx.emit({ definition: changed, subject, data: { state } }));

it('commits what tx.manager saves and what tx.emit writes together', async () => {
  const id = newId();
  await outbox.transaction(async (tx) => {
    await tx.manager.save(tx.manager.create(Order, { id, state: 'new', sequence: 0 }));
    const seen = await tx.query<{ state: string }>('SELECT state FROM shop.orders WHERE id = $1', [id]);
    tx.emit({ definition: changed, subject: id, data: { state: seen[0]!.state } });
  });
  expect(await dataSource.manager.findOneByOrFail(Order, { id })).toMatchObject({ state: 'new' });
  expect(events()).toMatchObject([{ subject: id, data: { state: 'new' } }]);
  expect(await stored()).toBe(1);
});

it('rolls both back together, and publishes nothing', async () => {
  const id = newId();
  let called = false;
  const failing = outbox.transaction(async (tx) => {
    await tx.manager.save(tx.manager.create(Order, { id, state: 'new', sequence: 0 }));
    tx.emit({ definition: changed, subject: id, data: { state: 'new' } });
    tx.afterCommit(() => (called = true));
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await dataSource.manager.countBy(Order, { id })).toBe(0);
  expect([await stored(), offered, called]).toEqual([0, [], false]);
});

it('fails when PostgreSQL answers the commit with a rollback', async () => {
  const swallowing = outbox.transaction(async (tx) => {
    await tx.query('SELECT 1 / 0').catch(() => undefined);
  });
  await expect(swallowing).rejects.toThrow('rolled back');
  await emit(newId());
});

it('returns no broken connection to the pool', async () => {
  for (let n = 0; n < 8; n++) {
    const broken = outbox.transaction(async (tx) => {
      await tx.query('SELECT pg_terminate_backend(pg_backend_pid())');
    });
    await expect(broken).rejects.toThrow();
  }
  await emit(newId());
  const pool = poolOf(dataSource);
  expect(pool.totalCount).toBeLessThanOrEqual(4);
  expect(pool.idleCount).toBe(pool.totalCount);
});

it('prepares a statement again after its table has changed', async () => {
  const read = () => outbox.transaction((tx) => tx.query('SELECT * FROM shop.orders'));
  for (let n = 0; n < 6; n++) await read();
  await dataSource.query('ALTER TABLE shop.orders ADD COLUMN note text');
  await eventually(read, 2_000);
});

it('counts the events of a subject from one, over several transactions and topics', async () => {
  const id = newId();
  await outbox.transaction(async (tx) => {
    tx.emit({ definition: changed, subject: id, data: { state: 'a' } });
    tx.emit({ definition: changed, topic: 'queue.one', subject: id, data: { state: 'b' } });
  });
  await emit(id);
  await emit('no uuid');
  expect(events().map(({ subject, sequence }) => [subject === id, sequence])).toEqual([
    [true, '0000000001'],
    [true, '0000000002'],
    [true, '0000000003'],
    [false, '0000000001'],
  ]);
});

it('continues from the number that an older release stored, also while that release keeps counting', async () => {
  const id = newId();
  await dataSource.query(`INSERT INTO shop.orders VALUES ($1, 'x', 5)`, [id]);
  await emit(id);
  await dataSource.query(`UPDATE shop.orders SET sequence = 9 WHERE id = $1`, [id]);
  await emit(id);
  await emit(id);
  expect(events().map(({ sequence }) => Number(sequence))).toEqual([6, 10, 11]);
});

it('does not deadlock when many transactions emit about the same subjects in different orders', async () => {
  const subjects = Array.from({ length: 12 }, () => newId());
  await Promise.all(
    Array.from({ length: 24 }, (_, n) =>
      outbox.transaction(async (tx) => {
        const rotated = [...subjects.slice(n % 12), ...subjects.slice(0, n % 12)];
        tx.emit(...rotated.map((subject) => ({ definition: changed, subject, data: { state: String(n) } })));
      }),
    ),
  );
  expect(await stored()).toBe(288);
});

const storeRow = (key: string, owner: string, topic: string = changed.topic) =>
  dataSource.query(`INSERT INTO shop.outbox (event_id, topic, key, value, owner) VALUES ($1, $2, $3, '{}', $4)`, [
    newId(),
    topic,
    key,
    owner,
  ]);

it('does not publish a row before the newest older row of its key, however many older rows it holds', async () => {
  const id = newId();
  await outbox.transaction(async (tx) => {
    for (let n = 0; n < 1_200; n++) tx.emit({ definition: changed, subject: id, data: { state: String(n) } });
  });
  await storeRow(id, unowned);
  offered.length = 0;
  await emit(id, 'last');
  await emit(newId(), 'other key');
  expect(events().map(({ data }) => data)).toEqual([{ state: 'other key' }]);
});

it('never claims a row that its own process holds, also when its lease has expired meanwhile', async () => {
  outbox.instance.start();
  await eventually(() => expect(outbox.instance.isAlive).toBe(true));
  await emit(newId());
  await dataSource.query(`UPDATE shop.instances SET alive_until = now() - interval '1 second'`);
  expect(await outbox.claim(10)).toEqual([]);
});
