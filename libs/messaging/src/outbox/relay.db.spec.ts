import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { defineEvent, newId } from '@redress/contracts';
import { migrate, openDatabase } from '@redress/database';
import { eventually, startPostgres, type TestPostgres } from '@redress/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { messagingMigrations } from '../migrations.js';
import { PartlyPublished, type OutgoingRecord, type Transport } from '../transport.js';
import { Outbox } from './outbox.js';
import { unowned } from './outbox-table.js';
import type { OutboxRow } from './outbox-row.js';
import { Publisher, type RowOwner } from './publisher.js';
import { Relay } from './relay.js';

const log = pino({ level: 'silent' });

/** A fake publisher: reports each row that it is offered as published, refused or released. */
class FakePublisher {
  readonly offered: string[][] = [];
  isUnavailable = false;
  readonly isPartlyUnavailable = false;

  constructor(
    private readonly outcome: (row: OutboxRow, isUnavailable: boolean) => 'published' | 'released' | 'refused',
  ) {}

  offer(rows: readonly OutboxRow[], owner: RowOwner): boolean {
    this.offered.push(rows.map(({ value }) => value));
    setTimeout(() => {
      for (const row of rows) {
        const outcome = this.outcome(row, this.isUnavailable);
        if (outcome === 'published') owner.published([row.eventId]);
        else if (outcome === 'released') owner.released([row.eventId]);
        else owner.refused([row.eventId], 'NO_TOPIC');
      }
    }, 5);
    return true;
  }
}

let postgres: TestPostgres;
let url: string;
let dataSource: DataSource;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres?.stop());
beforeEach(async () => {
  url = await postgres.freshDatabase();
  dataSource = await openDatabase({ url, applicationName: 'relay spec', poolSize: 8 });
  await migrate(dataSource, { schema: 'shop', migrations: messagingMigrations('shop', { ledger: false }) });
}, 30_000);
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await dataSource.destroy();
});

function relayWith(outcome: ConstructorParameters<typeof FakePublisher>[0] = () => 'published') {
  const publisher = new FakePublisher(outcome);
  const outbox = new Outbox(
    dataSource,
    'shop',
    { source: 'urn:redress:spec:shop', now: () => new Date() },
    publisher as unknown as Publisher,
    log,
  );
  const relay = new Relay(outbox, publisher, log);
  outbox.instance.start();
  relay.start();
  stops.push(async () => {
    await relay.stop();
    await outbox.drained();
    await outbox.stop();
  });
  return publisher;
}

interface Stored {
  key: string;
  value: string;
  owner?: string | null;
  /** Seconds from now. */
  relayAfter?: number;
  createdAgo?: number;
}

/** Inserts rows as other processes left them, in this order. */
async function store(...rows: Stored[]): Promise<void> {
  for (const { key, value, owner = unowned, relayAfter, createdAgo = 60 } of rows) {
    await dataSource.query(
      `INSERT INTO shop.outbox (event_id, topic, key, value, owner, created_at, relay_after)
       VALUES ($1, 't', $2, $3, $4, now() - $5 * interval '1 second', coalesce(now() + $6 * interval '1 second', '-infinity'))`,
      [newId(), key, value, owner, createdAgo, relayAfter ?? null],
    );
  }
}
const left = async (): Promise<string[]> => {
  const rows: { value: string }[] = await dataSource.query('SELECT value FROM shop.outbox ORDER BY position');
  return rows.map(({ value }) => value);
};

it('publishes all rows in the order of their positions', async () => {
  await dataSource.query(
    `INSERT INTO shop.outbox (event_id, topic, key, value, owner)
     SELECT gen_random_uuid(), 't', (n % 7)::text, n::text, $1 FROM generate_series(1, 2500) n`,
    [unowned],
  );
  const publisher = relayWith();
  await eventually(async () => expect(await left()).toEqual([]), 20_000);
  expect(publisher.offered.flat()).toEqual(Array.from({ length: 2_500 }, (_, index) => String(index + 1)));
}, 30_000);

it('publishes no row while an older row of its key is refused, owned by another instance, or too new', async () => {
  const live = newId();
  await dataSource.query(`INSERT INTO shop.instances (id, alive_until) VALUES ($1, now() + interval '3 seconds')`, [
    live,
  ]);
  await store(
    { key: 'refused', value: 'refused 1', relayAfter: 60 },
    { key: 'held', value: 'held 1', owner: live },
    { key: 'free', value: 'free 1' },
    { key: 'older release', value: 'older release 1', owner: null, createdAgo: -1 },
    { key: 'refused', value: 'refused 2' },
    { key: 'held', value: 'held 2' },
    { key: 'free', value: 'free 2' },
    { key: 'older release', value: 'older release 2' },
  );
  const publisher = relayWith();
  await eventually(() => expect(publisher.offered.flat()).toEqual(['free 1', 'free 2']));
  await eventually(async () => expect(await left()).toEqual(['refused 1', 'refused 2']), 8_000);
  const order = publisher.offered.flat();
  expect(order.indexOf('held 1')).toBeLessThan(order.indexOf('held 2'));
  expect(order.indexOf('older release 1')).toBeLessThan(order.indexOf('older release 2'));
  expect(order).toHaveLength(6);
}, 20_000);

it('offers only the ten oldest rows at a time while the transport is unavailable, and claims no others', async () => {
  await dataSource.query(
    `INSERT INTO shop.outbox (event_id, topic, key, value, owner)
     SELECT gen_random_uuid(), 't', (n % 3)::text, n::text, $1 FROM generate_series(1, 200) n`,
    [unowned],
  );
  const published: string[] = [];
  const publisher = relayWith(({ value }, isUnavailable) => {
    if (isUnavailable) return 'released';
    published.push(value);
    return 'published';
  });
  publisher.isUnavailable = true;
  await eventually(() => expect(publisher.offered.length).toBeGreaterThanOrEqual(3), 10_000);
  const oldest = Array.from({ length: 10 }, (_, index) => String(index + 1));
  for (const offered of publisher.offered) expect(offered).toEqual(oldest);
  publisher.isUnavailable = false;
  await eventually(async () => expect(await left()).toEqual([]), 10_000);
  expect(published).toEqual(Array.from({ length: 200 }, (_, index) => String(index + 1)));
}, 30_000);

it('marks a row that the transport refuses and offers it again after a minute', async () => {
  await store({ key: 'a', value: 'a 1' }, { key: 'b', value: 'b 1' });
  const publisher = relayWith(({ key }) => (key === 'a' ? 'refused' : 'published'));
  await eventually(async () => {
    const rows: unknown = await dataSource.query(
      `SELECT refused, relay_after > now() + interval '50 seconds' AS later, owner FROM shop.outbox`,
    );
    expect(rows).toEqual([{ refused: 'NO_TOPIC', later: true, owner: unowned }]);
  });
  await sleep(1_500);
  expect(publisher.offered.flat().filter((value) => value === 'a 1')).toHaveLength(1);
}, 20_000);

it('publishes each row once, in order, with three relays at once', async () => {
  await dataSource.query(
    `INSERT INTO shop.outbox (event_id, topic, key, value, owner)
     SELECT gen_random_uuid(), 't', (n % 11)::text, n::text, $1 FROM generate_series(1, 6000) n`,
    [unowned],
  );
  const published: number[] = [];
  const publishers = [1, 2, 3].map(() =>
    relayWith(({ value }) => {
      published.push(Number(value));
      return 'published';
    }),
  );
  await eventually(async () => expect(await left()).toEqual([]), 20_000);
  expect(publishers).toHaveLength(3);
  expect(published).toHaveLength(6_000);
  for (let key = 0; key < 11; key++) {
    const ofKey = published.filter((n) => n % 11 === key);
    expect(ofKey).toEqual([...ofKey].sort((a, b) => a - b));
  }
}, 40_000);

it('publishes rows that its own process owns but does not hold, because their commit was not confirmed', async () => {
  const publisher = new FakePublisher(() => 'published');
  const outbox = new Outbox(
    dataSource,
    'shop',
    { source: 'urn:redress:spec:shop', now: () => new Date() },
    publisher as unknown as Publisher,
    log,
  );
  await store({ key: 'a', value: 'a 1', owner: outbox.instance.id, relayAfter: -1 });
  const relay = new Relay(outbox, publisher, log);
  outbox.instance.start();
  relay.start();
  await eventually(async () => expect(await left()).toEqual([]), 10_000);
  await relay.stop();
  await outbox.drained();
  await outbox.stop();
}, 20_000);

/** A transport whose partition of the keys `dead …` is unavailable. */
class PartlyUnavailable {
  readonly log: string[] = [];
  partitionOf = (): number => 0;
  faultOf = (): string => 'unavailable';
  publish(records: OutgoingRecord[]): Promise<void> {
    const failures = records.map(({ key }) => (key.startsWith('dead') ? new Error('no leader') : undefined));
    this.log.push(...records.filter((_, index) => !failures[index]).map(({ value }) => value));
    if (failures.some((failure) => failure)) return Promise.reject(new PartlyPublished(failures));
    return Promise.resolve();
  }
}

function relayOver(transport: PartlyUnavailable): Outbox {
  const publisher = new Publisher(transport as unknown as Transport, log, new Registry());
  const writer = { source: 'urn:redress:spec:shop', now: () => new Date() };
  const outbox = new Outbox(dataSource, 'shop', writer, publisher, log);
  const relay = new Relay(outbox, publisher, log);
  outbox.instance.start();
  relay.start();
  stops.push(async () => {
    await relay.stop();
    await outbox.drained();
    await outbox.stop();
  });
  return outbox;
}

it('publishes rows of other partitions while more than a batch of rows waits for one partition', async () => {
  await dataSource.query(
    `INSERT INTO shop.outbox (event_id, topic, key, value, owner)
     SELECT gen_random_uuid(), 't', 'dead ' || n % 50, n::text, $1 FROM generate_series(1, 2500) n`,
    [unowned],
  );
  await store({ key: 'a', value: 'a 1' }, { key: 'b', value: 'b 1' }, { key: 'a', value: 'a 2' });
  const transport = new PartlyUnavailable();
  relayOver(transport);
  await eventually(() => expect(transport.log).toEqual(['a 1', 'b 1', 'a 2']), 10_000);
  expect(await left()).toHaveLength(2_500);
}, 20_000);

it('publishes new rows of the other partitions at once while one partition is unavailable', async () => {
  await store({ key: 'dead', value: 'dead 1' });
  const transport = new PartlyUnavailable();
  const outbox = relayOver(transport);
  const step = defineEvent({
    type: 'step.taken',
    topic: 't',
    version: 1,
    content: 'fact',
    summary: 'for specs',
    data: z.object({}),
  });
  await eventually(() => expect(outbox.instance.isAlive).toBe(true));
  await sleep(300);
  const waits: number[] = [];
  for (let n = 1; n <= 8; n++) {
    const began = performance.now();
    await outbox.transaction(async (tx) => tx.emit({ definition: step, subject: `key ${n}`, data: {} }));
    await eventually(() => expect(transport.log).toHaveLength(n), 5_000);
    waits.push(performance.now() - began);
  }
  expect(Math.min(...waits.map((ms) => Math.round(ms)))).toBeLessThan(300);
  expect(waits.filter((ms) => ms > 400)).toEqual([]);
}, 30_000);

it('claims the rows of another instance only after its own lease has been valid for three seconds', async () => {
  const dead = newId();
  await store({ key: 'a', value: 'a 1', owner: dead }, { key: 'b', value: 'b 1' });
  const publisher = relayWith();
  await eventually(() => expect(publisher.offered.flat()).toEqual(['b 1']));
  // The database was unavailable: the other instance needs a moment longer than this one to renew its lease.
  await sleep(1_000);
  await dataSource.query(`INSERT INTO shop.instances (id, alive_until) VALUES ($1, now() + interval '5 seconds')`, [
    dead,
  ]);
  await sleep(3_500);
  expect(publisher.offered.flat()).toEqual(['b 1']);
  await eventually(() => expect(publisher.offered.flat()).toEqual(['b 1', 'a 1']), 10_000);
}, 30_000);

it('publishes every row although the clock of the database was set back', async () => {
  const dead = newId();
  await dataSource.query(`INSERT INTO shop.instances (id, alive_until) VALUES ($1, now() + interval '1 hour')`, [dead]);
  await store(
    { key: 'a', value: 'of a dead instance', owner: dead },
    { key: 'b', value: 'refused', relayAfter: 3_600 },
    { key: 'c', value: 'of an older release', owner: null, createdAgo: -3_600 },
  );
  relayWith();
  await eventually(async () => expect(await left()).toEqual([]), 10_000);
}, 20_000);
