import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newId } from '@redress/contracts';
import { eventually, kafkaDescribe, startKafka, type TestKafka } from '@redress/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import type { BatchOutcome, BatchReader, IncomingRecord } from '../transport.js';
import { KafkaTransport } from './kafka-transport.js';

const log = pino({ level: process.env['LOG_LEVEL'] ?? 'silent' });

kafkaDescribe('a group reading a Kafka topic', () => {
  let kafka: TestKafka;
  let transport: KafkaTransport;
  let topic: string;
  let group: string;
  beforeAll(async () => {
    kafka = await startKafka();
    transport = new KafkaTransport({ brokers: kafka.brokers, clientId: 'specs' }, log);
  }, 120_000);
  afterAll(async () => {
    await transport?.close();
    await kafka?.stop();
  }, 60_000);
  beforeEach(async () => {
    topic = `spec-${newId().slice(-12)}`;
    group = `specs.${topic}`;
    await transport.applyTopics([topic], { partitions: 2, replication: 1 });
  });

  const send = (...values: string[]): Promise<void> =>
    transport.publish(values.map((value) => ({ topic, key: value, value })));
  const lag = async (): Promise<number | undefined> => (await transport.lag()).find((one) => one.group === group)?.lag;
  const allDone = (records: IncomingRecord[]): BatchOutcome => ({
    done: new Map(records.map(({ partition, offset }) => [partition, offset])),
    retry: new Map(),
  });

  it('is a member from the time it has joined until it is stopped', async () => {
    const subscription = transport.subscribe(group, topic, (records) => Promise.resolve(allDone(records)));
    expect(subscription.ready).toBe(false);
    await eventually(() => expect(subscription.ready).toBe(true), 20_000);
    // Longer than the session: heartbeats keep the membership.
    await sleep(7_000);
    expect(subscription.ready).toBe(true);
    await subscription.stop();
    expect(subscription.ready).toBe(false);
  }, 60_000);

  it('keeps its partitions while a batch takes longer than the session, and reads every record once', async () => {
    const seen: string[] = [];
    const read: BatchReader = async (records) => {
      seen.push(...records.map(({ value }) => value.toString()));
      if (seen.length === records.length) await sleep(9_000);
      return allDone(records);
    };
    const subscription = transport.subscribe(group, topic, read);
    await eventually(() => expect(subscription.ready).toBe(true), 20_000);
    await send('a', 'b', 'c');
    await eventually(() => expect(seen.length).toBeGreaterThan(0));
    await sleep(8_000);
    expect(subscription.ready).toBe(true);
    await send('d');
    await eventually(() => expect(seen).toContain('d'), 20_000);
    await eventually(async () => expect(await lag()).toBe(0));
    expect(seen.sort()).toEqual(['a', 'b', 'c', 'd']);
    await subscription.stop();
  }, 60_000);

  it('commits the batch that ends while it stops, and leaves the group at once', async () => {
    let began = false;
    const slow: BatchReader = async (records) => {
      began = true;
      await sleep(1_000);
      return allDone(records);
    };
    const first = transport.subscribe(group, topic, slow);
    await eventually(() => expect(first.ready).toBe(true), 20_000);
    await send('a');
    await eventually(() => expect(began).toBe(true));
    await first.stop();
    expect(await lag()).toBe(0);
    const seen: string[] = [];
    const second = transport.subscribe(group, topic, (records) => {
      seen.push(...records.map(({ value }) => value.toString()));
      return Promise.resolve(allDone(records));
    });
    // Well before the session of the first would have ended.
    await eventually(() => expect(second.ready).toBe(true), 4_000);
    await send('b');
    await eventually(() => expect(seen).toEqual(['b']));
    await second.stop();
  }, 60_000);

  it('reads a paused partition again after the delay, from the next offset, and others meanwhile', async () => {
    const seen: string[] = [];
    let failures = 0;
    const read: BatchReader = (records) => {
      const outcome: BatchOutcome = { done: new Map(), retry: new Map() };
      for (const { partition, offset, value } of records) {
        if (outcome.retry.has(partition)) continue;
        if (value.toString() === 'stuck' && failures++ < 2) outcome.retry.set(partition, 1_000);
        else {
          outcome.done.set(partition, offset);
          seen.push(value.toString());
        }
      }
      return Promise.resolve(outcome);
    };
    const subscription = transport.subscribe(group, topic, read);
    await eventually(() => expect(subscription.ready).toBe(true), 20_000);
    await send('before', 'stuck', 'x', 'y', 'z', 'after');
    await eventually(() => expect(seen).toContain('stuck'), 20_000);
    expect(seen.filter((value) => value === 'before')).toHaveLength(1);
    await eventually(async () => expect(await lag()).toBe(0));
    expect([...seen].sort()).toEqual(['after', 'before', 'stuck', 'x', 'y', 'z']);
    await subscription.stop();
  }, 60_000);
});
