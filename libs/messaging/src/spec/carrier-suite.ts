import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newId, type EventDefinition } from '@redress/contracts';
import { eventually } from '@redress/testing';
import { PermanentError, type IncomingRecord, type Transport } from '../index.js';
import { effects, noteEffects, openService, record, stepEvent, type Step, type TestService } from './test-service.js';

/** The transport that a spec file tests. */
export interface TestedTransport {
  /** Jest's `describe`, or one that skips if the transport is not available. */
  describe: (name: string, body: () => void) => void;
  name: string;
  start(): Promise<{ databaseUrl: string; open(): Promise<Transport>; stop(): Promise<void> }>;
}

/** Specs of the guarantees of messaging. The same specs run against Kafka and against PostgreSQL. */
export function describeMessaging(tested: TestedTransport): void {
  tested.describe(`messaging over ${tested.name}`, () => {
    let running: Awaited<ReturnType<TestedTransport['start']>>;
    let transport: Transport;
    let step: EventDefinition<Step>;
    const services: TestService[] = [];

    beforeAll(async () => {
      running = await tested.start();
      transport = await running.open();
    }, 120_000);
    afterAll(async () => {
      await transport?.close();
      await running?.stop();
    }, 60_000);

    beforeEach(async () => {
      step = stepEvent();
      await transport.applyTopics([step.topic], { partitions: 4, replication: 1 });
    });
    afterEach(async () => {
      for (const service of services.splice(0)) await service.stop();
    });

    async function open(service: string, through = transport): Promise<TestService> {
      const opened = await openService(running.databaseUrl, through, service);
      services.push(opened);
      return opened;
    }
    const freshName = (): string => `s${newId().slice(-12)}`;
    const event = (subject: string, n: number) => ({ definition: step, subject, data: { n } });

    it('delivers each emitted event to a reader once, and empties the outbox', async () => {
      const name = freshName();
      const { messaging, dataSource } = await open(name);
      messaging.consume({
        group: `${name}.${step.topic}`,
        topic: step.topic,
        definitions: [step],
        handle: noteEffects(name),
      });
      const emit = (n: number) => messaging.outbox.transaction((tx) => Promise.resolve(tx.emit(event(newId(), n))));
      await Promise.all(Array.from({ length: 50 }, (_, n) => emit(n)));
      await eventually(async () => expect(await effects(services[0]!, name)).toHaveLength(50));
      await eventually(async () => expect(await dataSource.query(`SELECT 1 FROM ${name}.outbox`)).toHaveLength(0));
    });

    it('has the effect once when the same event arrives twice at once', async () => {
      const name = freshName();
      const one = await open(name);
      one.messaging.consume({
        group: `${name}.${step.topic}`,
        topic: step.topic,
        definitions: [step],
        handle: noteEffects(name),
      });
      const twice = record(step, newId(), 7);
      await transport.publish([twice, twice]);
      await transport.publish([twice]);
      await transport.publish([record(step, newId(), 8)]);
      await eventually(async () => expect((await effects(one, name)).map(({ n }) => n).sort()).toEqual([7, 8]));
    });

    it('shares the partitions between two readers of a group and loses nothing when one leaves', async () => {
      const name = freshName();
      const one = await open(name);
      const second = await running.open();
      const two = await open(name, second);
      for (const reader of [one, two]) {
        reader.messaging.consume({
          group: `${name}.${step.topic}`,
          topic: step.topic,
          definitions: [step],
          handle: noteEffects(name),
        });
      }
      for (let n = 0; n < 300; n++) {
        await transport.publish([record(step, newId(), n)]);
        if (n === 150) await two.messaging.stopReading();
      }
      await eventually(async () => expect(await effects(one, name)).toHaveLength(300), 30_000);
      services.splice(services.indexOf(two), 1);
      await two.stop();
      await second.close();
    });

    it('keeps the order of each key while thousands of events are published', async () => {
      const name = freshName();
      const one = await open(name);
      const seen = new Map<string, number[]>();
      one.messaging.consume({
        group: `${name}.${step.topic}`,
        topic: step.topic,
        definitions: [step],
        handle: noteEffects(name, (events) =>
          events.forEach((event) => seen.set(event.subject, [...(seen.get(event.subject) ?? []), event.data.n])),
        ),
      });
      const keys = Array.from({ length: 20 }, () => newId());
      for (let n = 0; n < 100; n++) {
        await one.messaging.outbox.transaction(async (tx) =>
          tx.emit(...keys.map((subject) => ({ definition: step, subject, data: { n } }))),
        );
      }
      await eventually(async () => expect(await effects(one, name)).toHaveLength(2_000), 30_000);
      for (const key of keys) expect(seen.get(key)).toEqual(Array.from({ length: 100 }, (_, n) => n));
    });

    it('parks the one event that a handler cannot process, and handles all others', async () => {
      const name = freshName();
      const one = await open(name);
      const handle = noteEffects(name, (events) => {
        if (events.some(({ data }) => data.n === 13)) throw new PermanentError('unlucky', 'thirteen');
      });
      one.messaging.consume({ group: `${name}.${step.topic}`, topic: step.topic, definitions: [step], handle });
      await transport.publish(Array.from({ length: 40 }, (_, n) => record(step, newId(), n)));
      await eventually(async () => expect(await effects(one, name)).toHaveLength(39));
      const parked = await one.messaging.parked.list();
      expect(parked).toMatchObject([{ group: `${name}.${step.topic}`, reason: 'unlucky' }]);
    });

    it('replays a parked event to its group after the handler is fixed', async () => {
      const name = freshName();
      const one = await open(name);
      let broken = true;
      const handle = noteEffects(name, () => {
        if (broken) throw new PermanentError('broken', 'not yet');
      });
      one.messaging.consume({ group: `${name}.${step.topic}`, topic: step.topic, definitions: [step], handle });
      await transport.publish([record(step, newId(), 5)]);
      const parked = await eventually(async () => {
        const [first] = await one.messaging.parked.list();
        expect(first).toBeDefined();
        return first!;
      });
      broken = false;
      expect(await one.messaging.parked.wantReplay(parked.id)).toBe(true);
      await eventually(async () => expect(await effects(one, name)).toHaveLength(1), 10_000);
      await eventually(async () => expect(await one.messaging.parked.list()).toHaveLength(0));
    });

    it('parks invalid events and those of a newer version, and skips types that are not declared', async () => {
      const name = freshName();
      const one = await open(name);
      one.messaging.consume({
        group: `${name}.${step.topic}`,
        topic: step.topic,
        definitions: [step],
        handle: noteEffects(name),
      });
      const good = record(step, 'a', 1);
      const changed = (change: object): { topic: string; key: string; value: string } => ({
        topic: step.topic,
        key: 'a',
        value: JSON.stringify({ ...(JSON.parse(good.value) as object), id: newId(), ...change }),
      });
      await transport.publish([
        { topic: step.topic, key: 'a', value: '{not json' },
        changed({ dataschema: 'urn:redress:step.taken:2' }),
        changed({ data: { n: 'one' } }),
        changed({ subject: 'b' }),
        changed({ type: 'redress.something.else' }),
        good,
      ]);
      await eventually(async () =>
        expect((await one.messaging.parked.list()).map(({ reason }) => reason)).toEqual([
          'not-json',
          'newer-version',
          'bad-data',
          'not-an-event',
        ]),
      );
      await eventually(async () => expect(await effects(one, name)).toEqual([{ subject: 'a', n: 1 }]));
    });

    it('waits while a store is unavailable, then continues, and parks nothing', async () => {
      const name = freshName();
      const one = await open(name);
      let tries = 0;
      const handle = noteEffects(name, () => {
        if (++tries <= 3) throw Object.assign(new Error('the store is unavailable'), { code: '57P03' });
      });
      one.messaging.consume({ group: `${name}.${step.topic}`, topic: step.topic, definitions: [step], handle });
      await transport.publish([record(step, newId(), 1)]);
      await eventually(async () => expect(await effects(one, name)).toHaveLength(1), 20_000);
      expect(tries).toBe(4);
      expect(await one.messaging.parked.list()).toEqual([]);
    });

    it('continues with other partitions while one is retried', async () => {
      const name = freshName();
      const one = await open(name);
      const stuck = newId();
      let fixed = false;
      const handle = noteEffects(name, (events) => {
        if (!fixed && events.some(({ subject }) => subject === stuck)) throw new Error('an unknown failure');
      });
      one.messaging.consume({ group: `${name}.${step.topic}`, topic: step.topic, definitions: [step], handle });
      const others = Array.from({ length: 60 }, () => newId()).filter(
        (key) => transport.partitionOf(step.topic, key) !== transport.partitionOf(step.topic, stuck),
      );
      await transport.publish([record(step, stuck, 0), ...others.map((key) => record(step, key, 1))]);
      await eventually(async () => expect(await effects(one, name)).toHaveLength(others.length), 10_000);
      fixed = true;
      await eventually(async () => expect(await effects(one, name)).toHaveLength(others.length + 1), 15_000);
    });

    it('publishes events that a crash left in the outbox', async () => {
      const name = freshName();
      const one = await open(name);
      one.messaging.consume({
        group: `${name}.${step.topic}`,
        topic: step.topic,
        definitions: [step],
        handle: noteEffects(name),
      });
      const left = record(step, newId(), 3);
      await one.dataSource.query(
        `INSERT INTO ${name}.outbox (event_id, topic, key, value, created_at) VALUES ($1, $2, $3, $4, now() - interval '1 hour')`,
        [left.eventId, left.topic, left.key, left.value],
      );
      await eventually(async () => expect(await effects(one, name)).toHaveLength(1));
      await eventually(async () => expect(await one.dataSource.query(`SELECT 1 FROM ${name}.outbox`)).toHaveLength(0));
    });

    it('marks and keeps events that the transport refuses, and publishes the rest of the batch', async () => {
      const name = freshName();
      const one = await open(name);
      one.messaging.consume({
        group: `${name}.${step.topic}`,
        topic: step.topic,
        definitions: [step],
        handle: noteEffects(name),
      });
      await one.messaging.outbox.transaction(async (tx) => {
        tx.emit({ definition: step, topic: 'no-such-topic', subject: 'a', data: { n: 1 } });
        tx.emit({ definition: step, subject: 'b', data: { n: 2 } });
      });
      await eventually(async () => expect(await effects(one, name)).toEqual([{ subject: 'b', n: 2 }]), 20_000);
      await eventually(
        async () =>
          expect(await one.dataSource.query(`SELECT topic FROM ${name}.outbox WHERE refused IS NOT NULL`)).toEqual([
            { topic: 'no-such-topic' },
          ]),
        20_000,
      );
    });

    it('emits and changes nothing when a handler fails', async () => {
      const name = freshName();
      const one = await open(name);
      const handle = noteEffects(name, () => Promise.reject(new PermanentError('no', 'no')));
      one.messaging.consume({
        group: `${name}.${step.topic}`,
        topic: step.topic,
        definitions: [step],
        handle: async (events, tx) => {
          tx.emit({ definition: step, subject: 'never', data: { n: 99 } });
          await handle(events, tx);
        },
      });
      await transport.publish([record(step, newId(), 1)]);
      await eventually(async () => expect(await one.messaging.parked.list()).toHaveLength(1));
      expect(await effects(one, name)).toEqual([]);
      expect(await one.dataSource.query(`SELECT 1 FROM ${name}.outbox`)).toEqual([]);
    });

    it('creates topics once, and refuses another partition count with instructions', async () => {
      expect(await transport.applyTopics([step.topic], { partitions: 4, replication: 1 })).toMatchObject([
        { change: 'unchanged' },
      ]);
      const [refused] = await transport.applyTopics([step.topic], { partitions: 8, replication: 1 });
      expect(refused).toMatchObject({
        change: 'refused',
        partitions: 4,
        reason: expect.stringContaining('redress status'),
      });
      expect(await transport.missingTopics([step.topic, 'nowhere'])).toEqual(['nowhere']);
    });

    it('reports the lag of a group', async () => {
      const name = freshName();
      const one = await open(name);
      const group = `${name}.${step.topic}`;
      one.messaging.consume({ group, topic: step.topic, definitions: [step], handle: noteEffects(name) });
      await transport.publish([record(step, newId(), 1)]);
      await eventually(
        async () =>
          expect((await transport.lag()).find((lag) => lag.group === group)).toMatchObject({
            topic: step.topic,
            lag: 0,
          }),
        15_000,
      );
      await one.messaging.stopReading();
      await transport.publish([record(step, newId(), 2), record(step, newId(), 3)]);
      await eventually(
        async () => expect((await transport.lag()).find((lag) => lag.group === group)).toMatchObject({ lag: 2 }),
        15_000,
      );
    });

    it('tails a topic from its beginning and continues with new events', async () => {
      const seen: IncomingRecord[] = [];
      const stop = new AbortController();
      await transport.publish([record(step, 'a', 1)]);
      const tailing = transport.tail(step.topic, { fromBeginning: true, signal: stop.signal }, (one) => seen.push(one));
      await eventually(() => Promise.resolve(expect(seen).toHaveLength(1)), 15_000);
      await transport.publish([record(step, 'a', 2)]);
      await eventually(
        () =>
          Promise.resolve(
            expect(seen.map(({ value }) => (JSON.parse(value.toString()) as { data: Step }).data.n)).toEqual([1, 2]),
          ),
        15_000,
      );
      stop.abort();
      await tailing;
    });
  });
}
