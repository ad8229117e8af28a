import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newId, type Event, type EventDefinition } from '@redress/contracts';
import { eventually, proofSize } from '@redress/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Transport } from '../index.js';
import type { TestedTransport } from './carrier-suite.js';
import { faulty, type FaultyTransport } from './faulty-transport.js';
import { openService, record, stepEvent, type Step, type TestService } from './test-service.js';

/** Specs of the order and the duplicates of events that two instances of a service publish, for every transport. */
export function describeOrder(tested: TestedTransport): void {
  tested.describe(`order of the events of two instances over ${tested.name}`, () => {
    let running: Awaited<ReturnType<TestedTransport['start']>>;
    let reader: Transport;
    let step: EventDefinition<Step>;
    let name: string;
    let one: TestService;
    let two: TestService;
    let transportOfOne: FaultyTransport;
    let transportOfTwo: FaultyTransport;
    let log: Event<Step>[];
    let stopTailing: AbortController;
    let tailing: Promise<void>;

    beforeAll(async () => {
      running = await tested.start();
      reader = await running.open();
    }, 120_000);
    afterAll(async () => {
      await reader?.close();
      await running?.stop();
    }, 60_000);

    beforeEach(async () => {
      step = stepEvent();
      name = `s${newId().slice(-12)}`;
      await reader.applyTopics([step.topic], { partitions: 4, replication: 1 });
      transportOfOne = faulty(await running.open());
      transportOfTwo = faulty(await running.open());
      // These transactions are not retried and must not fail on a slow machine.
      const patient = { connectTimeoutMs: 20_000 };
      one = await openService(running.databaseUrl, transportOfOne.transport, name, patient);
      two = await openService(running.databaseUrl, transportOfTwo.transport, name, patient);
      log = [];
      stopTailing = new AbortController();
      tailing = reader.tail(step.topic, { fromBeginning: true, signal: stopTailing.signal }, ({ value }) => {
        log.push(JSON.parse(value.toString()) as Event<Step>);
      });
    }, 30_000);
    afterEach(async () => {
      stopTailing.abort();
      await tailing;
      transportOfOne.restore();
      transportOfTwo.restore();
      await Promise.all([one.stop(), two.stop()]);
      await Promise.all([transportOfOne.transport.close(), transportOfTwo.transport.close()]);
    }, 30_000);

    const emit = (from: TestService, subject: string, n: number) =>
      from.messaging.outbox.transaction(async (tx) => tx.emit({ definition: step, subject, data: { n } }));
    const outbox = (): Promise<{ event_id: string }[]> => one.dataSource.query(`SELECT event_id FROM ${name}.outbox`);
    /** The steps of a subject in the order in which they first appear in the log. */
    const orderOf = (subject: string): number[] => [
      ...new Set(log.filter((event) => event.subject === subject).map(({ data }) => data.n)),
    ];
    const everythingPublished = async (events: number): Promise<void> => {
      await eventually(async () => expect(await outbox()).toEqual([]), 30_000);
      await eventually(() => expect(new Set(log.map(({ id }) => id)).size).toBe(events), 20_000);
    };

    it('keeps the order of every key during an outage of the transport', async () => {
      const keys = Array.from({ length: proofSize(40, 400) }, () => newId());
      const round = async (n: number): Promise<void> => {
        await Promise.all(keys.map((key, index) => emit((index + n) % 2 === 0 ? one : two, key, n)));
      };
      await round(0);
      transportOfOne.makeUnavailable();
      transportOfTwo.makeUnavailable();
      for (let n = 1; n <= 4; n++) {
        await round(n);
        await sleep(700);
      }
      transportOfTwo.restore();
      await round(5);
      await sleep(500);
      transportOfOne.restore();
      for (let n = 6; n < 9; n++) {
        await round(n);
        await sleep(150);
      }
      await everythingPublished(9 * keys.length);
      const reversed = keys.filter((key) => orderOf(key).some((n, index) => n !== index));
      expect(reversed).toEqual([]);
    }, 90_000);

    it('never publishes the second event of a complaint before the first, even on a slow instance', async () => {
      const subject = newId();
      transportOfOne.hold();
      await emit(one, subject, 0);
      await emit(two, subject, 1);
      await sleep(5_000);
      expect(orderOf(subject)).toEqual([]);
      transportOfOne.restore();
      await everythingPublished(2);
      // Nothing was published twice: the first instance was alive throughout.
      expect(log.map(({ data, sequence }) => [data.n, Number(sequence)])).toEqual([
        [0, 1],
        [1, 2],
      ]);
    }, 60_000);

    it('numbers the events of a complaint without gaps when both instances emit at once', async () => {
      const [subject, other] = [newId(), newId()] as const;
      const both = (from: TestService, n: number) =>
        from.messaging.outbox.transaction(async (tx) => {
          const subjects = n % 2 === 0 ? [subject, other] : [other, subject];
          tx.emit(...subjects.map((about) => ({ definition: step, subject: about, data: { n } })));
        });
      await Promise.all(Array.from({ length: 30 }, (_, n) => both(n % 3 === 0 ? one : two, n)));
      await everythingPublished(60);
      const expected = Array.from({ length: 30 }, (_, index) => index + 1);
      for (const about of [subject, other]) {
        const sequences = log.filter((event) => event.subject === about).map(({ sequence }) => Number(sequence));
        expect(sequences).toEqual(expected);
      }
    }, 60_000);

    it('publishes the rows of a dead instance within four seconds of its death, and not before', async () => {
      const left = record(step, newId(), 3);
      const dying = newId();
      await one.dataSource.query(
        `INSERT INTO ${name}.instances (id, alive_until) VALUES ($1, now() + interval '4 seconds')`,
        [dying],
      );
      await one.dataSource.query(
        `INSERT INTO ${name}.outbox (event_id, topic, key, value, owner, created_at)
         VALUES ($1, $2, $3, $4, $5, now() - interval '1 minute')`,
        [left.eventId, left.topic, left.key, left.value, dying],
      );
      await sleep(2_500);
      expect(log).toEqual([]);
      await eventually(() => expect(log.map(({ id }) => id)).toEqual([left.eventId]), 4_000);
    }, 30_000);

    it('publishes an event once if its row cannot be deleted for a while because no connection is free', async () => {
      const transportOfThree = faulty(await running.open());
      const three = await openService(running.databaseUrl, transportOfThree.transport, name);
      transportOfThree.hold();
      await emit(three, newId(), 0);
      await sleep(100);
      const busy = Array.from({ length: 5 }, () => three.dataSource.query('SELECT pg_sleep(1.5)'));
      await sleep(50);
      transportOfThree.restore();
      await Promise.all(busy);
      await everythingPublished(1);
      await sleep(1_500);
      expect(log).toHaveLength(1);
      await three.stop();
      await transportOfThree.transport.close();
    }, 60_000);
  });
}
