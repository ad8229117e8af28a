import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newId } from '@redress/contracts';
import { migrate, openDatabase } from '@redress/database';
import { eventually, startPostgres, type TestPostgres } from '@redress/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { messagingMigrations } from '../migrations.js';
import { Outbox } from './outbox.js';
import { nobody } from './outbox-table.js';
import type { OutboxRow } from './outbox-row.js';
import type { Publisher, RowOwner } from './publisher.js';
import { Relay } from './relay.js';

const log = pino({ level: 'silent' });

/** Stands in for the publisher: reports what it is offered as published, refused or released. */
class FakePublisher {
  readonly offered: string[][] = [];
  isAway = false;

  constructor(private readonly outcome: (row: OutboxRow, isAway: boolean) => 'published' | 'released' | 'refused') {}

  offer(rows: readonly OutboxRow[], owner: RowOwner): boolean {
    this.offered.push(rows.map(({ value }) => value));
    setTimeout(() => {
      for (const row of rows) {
        const outcome = this.outcome(row, this.isAway);
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

/** Rows as other processes left them, in this order. */
async function store(...rows: Stored[]): Promise<void> {
  for (const { key, value, owner = nobody, relayAfter, createdAgo = 60 } of rows) {
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

it('publishes in the order of the positions and leaves nothing behind', async () => {
  await dataSource.query(
    `INSERT INTO shop.outbox (event_id, topic, key, value, owner)
     SELECT gen_random_uuid(), 't', (n % 7)::text, n::text, $1 FROM generate_series(1, 2500) n`,
    [nobody],
  );
  const publisher = relayWith();
  await eventually(async () => expect(await left()).toEqual([]), 20_000);
  expect(publisher.offered.flat()).toEqual(Array.from({ length: 2_500 }, (_, index) => String(index + 1)));
}, 30_000);

it('publishes no row whose older sibling waits: refused, in hand of a live instance, or just written by an older release', async () => {
  const live = newId();
  await dataSource.query(`INSERT INTO shop.instances (id, alive_until) VALUES ($1, now() + interval '3 seconds')`, [
    live,
  ]);
  await store(
    { key: 'refused', value: 'refused 1', relayAfter: 60 },
    { key: 'in hand', value: 'in hand 1', owner: live },
    { key: 'free', value: 'free 1' },
    { key: 'older release', value: 'older release 1', owner: null, createdAgo: -1 },
    { key: 'refused', value: 'refused 2' },
    { key: 'in hand', value: 'in hand 2' },
    { key: 'free', value: 'free 2' },
    { key: 'older release', value: 'older release 2' },
  );
  const publisher = relayWith();
  await eventually(() => expect(publisher.offered.flat()).toEqual(['free 1', 'free 2']));
  await eventually(async () => expect(await left()).toEqual(['refused 1', 'refused 2']), 8_000);
  const order = publisher.offered.flat();
  expect(order.indexOf('in hand 1')).toBeLessThan(order.indexOf('in hand 2'));
  expect(order.indexOf('older release 1')).toBeLessThan(order.indexOf('older release 2'));
  expect(order).toHaveLength(6);
}, 20_000);

it('offers ten rows at a time while the carrier is unavailable, always the oldest, and takes none away from the others', async () => {
  await dataSource.query(
    `INSERT INTO shop.outbox (event_id, topic, key, value, owner)
     SELECT gen_random_uuid(), 't', (n % 3)::text, n::text, $1 FROM generate_series(1, 200) n`,
    [nobody],
  );
  const published: string[] = [];
  const publisher = relayWith(({ value }, isAway) => {
    if (isAway) return 'released';
    published.push(value);
    return 'published';
  });
  publisher.isAway = true;
  await eventually(() => expect(publisher.offered.length).toBeGreaterThanOrEqual(3), 10_000);
  const oldest = Array.from({ length: 10 }, (_, index) => String(index + 1));
  for (const offered of publisher.offered) expect(offered).toEqual(oldest);
  publisher.isAway = false;
  await eventually(async () => expect(await left()).toEqual([]), 10_000);
  expect(published).toEqual(Array.from({ length: 200 }, (_, index) => String(index + 1)));
}, 30_000);

it('marks what the carrier refuses and offers it again after a minute', async () => {
  await store({ key: 'a', value: 'a 1' }, { key: 'b', value: 'b 1' });
  const publisher = relayWith(({ key }) => (key === 'a' ? 'refused' : 'published'));
  await eventually(async () => {
    const rows: unknown = await dataSource.query(
      `SELECT refused, relay_after > now() + interval '50 seconds' AS later, owner FROM shop.outbox`,
    );
    expect(rows).toEqual([{ refused: 'NO_TOPIC', later: true, owner: nobody }]);
  });
  await sleep(1_500);
  expect(publisher.offered.flat().filter((value) => value === 'a 1')).toHaveLength(1);
}, 20_000);

it('publishes each row once, in order, with three relays at once', async () => {
  await dataSource.query(
    `INSERT INTO shop.outbox (event_id, topic, key, value, owner)
     SELECT gen_random_uuid(), 't', (n % 11)::text, n::text, $1 FROM generate_series(1, 6000) n`,
    [nobody],
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

it('publishes rows that its own process owns and has forgotten, because nobody heard of their commit', async () => {
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
