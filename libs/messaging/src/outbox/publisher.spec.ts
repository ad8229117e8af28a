import { beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { PartlyPublished, type OutgoingRecord, type PublishFault, type Transport } from '../transport.js';
import type { OutboxRow } from './outbox-row.js';
import { Publisher, publisherLimits, type RowOwner } from './publisher.js';

class Fault extends Error {
  constructor(readonly fault: PublishFault) {
    super(fault);
  }
}

/** The name of a row consists of its topic, key and number: `orders/a/1`. */
const row = (name: string, value = name): OutboxRow => {
  const [topic, key] = name.split('/') as [string, string];
  return { eventId: name, topic, key, value };
};
const rows = (...names: string[]): OutboxRow[] => names.map((name) => row(name));

/** A log in memory whose failures are set by the spec. Each key has its own partition. */
class FakeTransport {
  readonly log: string[] = [];
  readonly sends: string[][] = [];
  /**
   * The fault of one record, or undefined. A fault fails the whole partition, as in Kafka; other partitions succeed.
   */
  failing: (record: OutgoingRecord) => PublishFault | undefined = () => undefined;
  /** If false, a fault fails all records, as in PostgreSQL. */
  exact = true;
  gate: Promise<void> | undefined;

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    this.sends.push(records.map(({ value }) => value));
    await this.gate;
    const failing = (wanted: OutgoingRecord): PublishFault | undefined =>
      records
        .filter(({ topic, key }) => topic === wanted.topic && key === wanted.key)
        .flatMap((record) => this.failing(record) ?? [])[0];
    const faults = records.map(failing);
    const first = faults.find((fault) => fault !== undefined);
    if (first && !this.exact) throw new Fault(first);
    this.log.push(...records.filter((_, index) => faults[index] === undefined).map(({ value }) => value));
    if (first) throw new PartlyPublished(faults.map((fault) => fault && new Fault(fault)));
  }

  partitionOf = (_: string, key: string): number => key.charCodeAt(0);
  faultOf = (error: unknown): PublishFault => (error as Fault).fault;
}

let transport: FakeTransport;
let publisher: Publisher;
let outcomes: Record<'published' | 'released' | 'refused', string[]>;
let owner: RowOwner;

beforeEach(() => {
  transport = new FakeTransport();
  publisher = new Publisher(transport as unknown as Transport, pino({ level: 'silent' }), new Registry());
  outcomes = { published: [], released: [], refused: [] };
  owner = {
    published: (ids) => outcomes.published.push(...ids),
    released: (ids) => outcomes.released.push(...ids),
    refused: (ids) => outcomes.refused.push(...ids),
  };
});

async function publish(...names: string[]): Promise<void> {
  expect(publisher.offer(rows(...names), owner)).toBe(true);
  await publisher.drained();
}

describe('Publisher', () => {
  it('publishes in the order in which rows were offered, with one send in flight', async () => {
    let open = (): void => undefined;
    transport.gate = new Promise((resolve) => (open = resolve));
    publisher.offer(rows('orders/a/1'), owner);
    await new Promise((resolve) => setTimeout(resolve, 20));
    publisher.offer(rows('orders/b/1', 'orders/a/2'), owner);
    publisher.offer(rows('orders/a/3'), owner);
    expect(transport.sends).toEqual([['orders/a/1']]);
    open();
    await publisher.drained();
    expect(transport.sends).toEqual([['orders/a/1'], ['orders/b/1', 'orders/a/2', 'orders/a/3']]);
    expect(outcomes.published).toEqual(transport.log);
  });

  it('reports which rows are in the log when one partition is unavailable, and sends none of them again', async () => {
    transport.failing = ({ key }) => (key === 'b' ? 'unavailable' : undefined);
    await publish('orders/a/1', 'orders/b/1', 'orders/c/1', 'orders/b/2');
    expect(outcomes).toEqual({
      published: ['orders/a/1', 'orders/c/1'],
      released: ['orders/b/1', 'orders/b/2'],
      refused: [],
    });
    expect(transport.sends).toHaveLength(1);
  });

  it('reports for a second that a partition is unavailable, and accepts new rows meanwhile', async () => {
    transport.failing = ({ key }) => (key === 'b' ? 'unavailable' : undefined);
    await publish('orders/b/1');
    expect([publisher.isUnavailable, publisher.isPartlyUnavailable]).toEqual([false, true]);
    await publish('orders/a/1');
    expect(transport.log).toEqual(['orders/a/1']);
    expect(publisher.isPartlyUnavailable).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, publisherLimits.partlyMs + 10));
    expect(publisher.isPartlyUnavailable).toBe(false);
  });

  it('lets no row of the queue overtake a failed row of its key, and publishes the rows of other keys', async () => {
    let open = (): void => undefined;
    transport.gate = new Promise((resolve) => (open = resolve));
    transport.failing = ({ value }) => (value === 'orders/a/1' ? 'unavailable' : undefined);
    publisher.offer(rows('orders/a/1'), owner);
    await new Promise((resolve) => setTimeout(resolve, 20));
    publisher.offer(rows('orders/a/2', 'orders/b/1', 'facts/a/1', 'orders/a/3'), owner);
    open();
    await publisher.drained();
    expect(outcomes.released).toEqual(['orders/a/1', 'orders/a/2', 'orders/a/3']);
    expect(transport.log).toEqual(['orders/b/1', 'facts/a/1']);
  });

  it('releases all rows when the whole transport is unavailable, and then accepts only a probe', async () => {
    transport.exact = false;
    transport.failing = () => 'unavailable';
    await publish('orders/a/1', 'orders/b/1');
    expect(outcomes.released).toEqual(['orders/a/1', 'orders/b/1']);
    expect(publisher.isUnavailable).toBe(true);
    expect(publisher.offer(rows('orders/c/1'), owner)).toBe(false);
    expect(publisher.offer(rows('orders/a/1'), owner, true)).toBe(true);
    await publisher.drained();
    expect(publisher.isUnavailable).toBe(true);
    transport.failing = () => undefined;
    publisher.offer(rows('orders/a/1'), owner, true);
    await publisher.drained();
    expect(publisher.isUnavailable).toBe(false);
    expect(publisher.offer(rows('orders/c/1'), owner)).toBe(true);
  });

  it.each([true, false])(
    'refuses the rows of a missing topic and publishes the others (reported per record: %s)',
    async (exact) => {
      transport.exact = exact;
      transport.failing = ({ topic }) => (topic === 'missing' ? 'topic' : undefined);
      await publish('orders/a/1', 'missing/a/1', 'missing/b/1', 'orders/a/2');
      expect(outcomes.refused).toEqual(['missing/a/1', 'missing/b/1']);
      expect(transport.log).toEqual(['orders/a/1', 'orders/a/2']);
    },
  );

  it.each([true, false])(
    'isolates a record that is never accepted; only its key waits (reported per record: %s)',
    async (exact) => {
      transport.exact = exact;
      transport.failing = ({ value }) => (value === 'orders/a/2' ? 'record' : undefined);
      await publish('orders/a/1', 'orders/b/1', 'orders/a/2', 'orders/b/2', 'orders/a/3', 'orders/c/1');
      expect(outcomes.refused).toEqual(['orders/a/2']);
      expect(outcomes.released).toEqual(['orders/a/3']);
      expect([...transport.log].sort()).toEqual(['orders/a/1', 'orders/b/1', 'orders/b/2', 'orders/c/1']);
      expect(transport.log.filter((value) => value.startsWith('orders/b'))).toEqual(['orders/b/1', 'orders/b/2']);
    },
  );

  it('reports every row once, to the owner that offered it', async () => {
    const other: string[] = [];
    const second: RowOwner = {
      published: (ids) => other.push(...ids),
      released: () => undefined,
      refused: () => undefined,
    };
    publisher.offer(rows('orders/a/1'), owner);
    publisher.offer(rows('orders/a/2'), second);
    await publisher.drained();
    expect(outcomes.published).toEqual(['orders/a/1']);
    expect(other).toEqual(['orders/a/2']);
  });

  it('accepts no more than its queue holds, and limits the bytes of a partition and the events of a send', async () => {
    const many = Array.from({ length: publisherLimits.queue }, (_, n) => row(`orders/${n % 7}/${n}`, 'x'));
    expect(publisher.offer(many, owner)).toBe(true);
    expect(publisher.offer(rows('orders/a/1'), owner)).toBe(false);
    await publisher.drained();
    expect(Math.max(...transport.sends.map(({ length }) => length))).toBe(publisherLimits.events);
    transport.sends.length = 0;
    publisher.offer(
      Array.from({ length: 5 }, (_, n) => row(`orders/a/${n}`, 'x'.repeat(200_000))),
      owner,
    );
    await publisher.drained();
    expect(transport.sends.map(({ length }) => length)).toEqual([2, 2, 1]);
  });

  it('is drained when all rows are published or released', async () => {
    await publisher.drained();
    transport.failing = ({ key }) => (key === 'b' ? 'unavailable' : undefined);
    publisher.offer(rows('orders/a/1', 'orders/b/1'), owner);
    await publisher.drained();
    expect(outcomes.published.length + outcomes.released.length).toBe(2);
  });
});
