import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { PermanentError } from '../errors.js';
import type { BatchOutcome, IncomingRecord } from '../transport.js';
import { BatchProcessor } from './batch-processor.js';

const sqlError = (code: string): Error => Object.assign(new Error('x'), { code });
const group = 'spec.steps';

/** `3:17` is the record with offset 17 in partition 3. */
function records(...positions: string[]): IncomingRecord[] {
  return positions.map((position) => {
    const [partition, offset] = position.split(':') as [string, string];
    return {
      topic: 'steps',
      partition: Number(partition),
      offset,
      key: position,
      value: Buffer.from(position),
      headers: {},
    };
  });
}
const positionOf = ({ partition, offset }: IncomingRecord): string => `${partition}:${offset}`;

/**
 * A processor whose handler is `fails`: it receives the positions of a batch and the elapsed ms, and returns the error
 * of that batch or undefined. `run` continues reading as a transport does and waits for the requested delays, in
 * simulated time.
 */
function processor(fails: (positions: string[], ms: number) => Error | undefined) {
  const handled: string[] = [];
  const batches: string[][] = [];
  const parked: { position: string; reason: string; ms: number }[] = [];
  const state = { ms: 0, storeAnswers: true, parkingFails: false };
  const consumption = {
    definition: { group, topic: 'steps', definitions: [], handle: () => Promise.resolve() },
    process: (batch: readonly IncomingRecord[]) => {
      const positions = batch.map(positionOf);
      batches.push(positions);
      const error = fails(positions, state.ms);
      if (error) return Promise.reject(error);
      handled.push(...positions);
      return Promise.resolve({ handled: batch.length, doubles: 0, skipped: 0 });
    },
  };
  const parkedEvents = {
    park: (_: string, record: IncomingRecord, reason: string) => {
      if (state.parkingFails) return Promise.reject(sqlError('08006'));
      parked.push({ position: positionOf(record), reason, ms: state.ms });
      return Promise.resolve();
    },
  };
  const probe = (): Promise<void> => (state.storeAnswers ? Promise.resolve() : Promise.reject(sqlError('57P03')));
  const observer = { took: () => undefined, parked: () => undefined, retried: () => undefined };
  const subject = new BatchProcessor(
    consumption as never,
    parkedEvents as never,
    probe,
    pino({ level: 'silent' }),
    observer,
  );
  /** Runs until no records are left or `untilMs` have passed. */
  const run = async (batch: IncomingRecord[], untilMs = 3_600_000): Promise<BatchOutcome> => {
    let outcome: BatchOutcome;
    let rest = batch;
    do {
      outcome = await subject.run(rest);
      rest = rest.filter(({ partition, offset }) => BigInt(offset) > BigInt(outcome.done.get(partition) ?? -1));
      if (rest.length > 0) state.ms += Math.max(...outcome.retry.values());
    } while (rest.length > 0 && state.ms < untilMs);
    return outcome;
  };
  return { subject, handled, batches, parked, state, run };
}

const batch = records('0:0', '0:1', '0:2', '1:0', '1:1', '1:2', '2:0', '2:1');
const has = (positions: string[], position: string): boolean => positions.includes(position);

describe('BatchProcessor', () => {
  it('handles a batch at once and returns the last offset of each partition', async () => {
    const { subject, batches } = processor(() => undefined);
    const { done, retry } = await subject.run(batch);
    expect([...done]).toEqual([
      [0, '2'],
      [1, '2'],
      [2, '1'],
    ]);
    expect(retry.size).toBe(0);
    expect(batches).toHaveLength(1);
  });

  it('parks the one event that fails permanently, at once, and handles all others in order', async () => {
    const { subject, handled, parked } = processor((positions) =>
      has(positions, '1:1') ? new PermanentError('unlucky', 'no') : undefined,
    );
    const { done, retry } = await subject.run(batch);
    expect(parked).toEqual([{ position: '1:1', reason: 'unlucky', ms: 0 }]);
    expect(handled).toEqual(batch.map(positionOf).filter((position) => position !== '1:1'));
    expect(done.get(1)).toBe('2');
    expect(retry.size).toBe(0);
  });

  it.each(['08006', '40001', '40P01', '53300', '57P03', '58030', '55P03', 'ECONNREFUSED'])(
    'waits through an hour of %s, retries every ten seconds at the latest, and parks and splits nothing',
    async (code) => {
      const { run, parked, batches, handled } = processor((_, ms) => (ms < 3_600_000 ? sqlError(code) : undefined));
      await run(batch, 3_700_000);
      expect(parked).toEqual([]);
      expect(new Set(batches.map(({ length }) => length))).toEqual(new Set([batch.length]));
      expect(batches.length).toBeGreaterThanOrEqual(360);
      expect(handled).toHaveLength(batch.length);
    },
  );

  it('waits for a lock that TypeORM reports as an error of its query', async () => {
    const wrapped = Object.assign(new Error('query failed'), { driverError: sqlError('55P03') });
    const nested = Object.assign(new Error('outer'), { cause: wrapped });
    const { run, parked } = processor((_, ms) => (ms < 600_000 ? nested : undefined));
    await run(batch);
    expect(parked).toEqual([]);
  });

  it('retries a statement timeout a few times, then splits, and parks only events that time out alone', async () => {
    const { run, parked, handled, batches } = processor((positions) =>
      has(positions, '0:1') ? sqlError('57014') : undefined,
    );
    await run(batch);
    expect(parked).toMatchObject([{ position: '0:1', reason: '57014' }]);
    expect(parked[0]!.ms).toBeGreaterThanOrEqual(15_000);
    expect(parked[0]!.ms).toBeLessThanOrEqual(60_000);
    expect(handled.sort()).toEqual(batch.map(positionOf).filter((position) => position !== '0:1'));
    expect(
      batches.filter(({ length }) => length === 1).filter(([position]) => position === '0:1').length,
    ).toBeGreaterThanOrEqual(2);
  });

  it('splits a batch that is too large for the statement timeout until its parts fit, and parks nothing', async () => {
    const many = records(...Array.from({ length: 64 }, (_, offset) => `0:${offset}`));
    const { run, parked, handled } = processor((positions) => (positions.length > 10 ? sqlError('57014') : undefined));
    await run(many);
    expect(parked).toEqual([]);
    expect(handled).toEqual(many.map(positionOf));
  });

  it('does not park an event that times out while the store is slow for half a minute', async () => {
    const { run, parked, handled } = processor((_, ms) => (ms < 15_000 ? sqlError('57014') : undefined));
    await run(batch);
    expect(parked).toEqual([]);
    expect(handled).toHaveLength(batch.length);
  });

  it('retries an unknown failure five times in a minute, then parks; other partitions continue at once', async () => {
    const { subject, run, parked, handled } = processor((positions) =>
      has(positions, '1:0') ? new TypeError('x') : undefined,
    );
    const first = await subject.run(batch);
    expect([...first.done.keys()].sort()).toEqual([0, 2]);
    expect([...first.retry.keys()]).toEqual([1]);
    await run(batch.filter(({ partition }) => partition === 1));
    expect(parked).toMatchObject([{ position: '1:0', reason: 'TypeError' }]);
    expect(parked[0]!.ms).toBeLessThanOrEqual(60_000);
    expect(handled).toHaveLength(batch.length - 1);
  });

  it('resets the number of attempts after a partition made progress', async () => {
    let healthy = false;
    const { subject } = processor(() => (healthy ? undefined : new TypeError('x')));
    const one = records('0:0');
    const waits = async (): Promise<number | undefined> => (await subject.run(one)).retry.get(0);
    const before = [await waits(), await waits()];
    healthy = true;
    expect(await waits()).toBeUndefined();
    healthy = false;
    expect(await waits()).toBe(before[0]);
  });

  it('lets no event overtake a failed one of its partition', async () => {
    const { subject, handled, batches } = processor((positions) =>
      has(positions, '0:1') ? sqlError('40001') : undefined,
    );
    const failing = processor((positions) => {
      if (has(positions, '1:2')) return new PermanentError('unlucky', 'no');
      return has(positions, '0:1') ? sqlError('40001') : undefined;
    });
    const { done } = await subject.run(batch);
    expect(done.size).toBe(0);
    expect(batches).toHaveLength(1);
    expect(handled).toEqual([]);
    // The batch is split because of 1:2. The part with 0:1 waits, and 0:2 must wait with it.
    const outcome = await failing.subject.run(records('0:0', '1:2', '0:1', '0:2'));
    expect(failing.handled).toEqual(['0:0']);
    expect(outcome.done.get(0)).toBe('0');
    expect(outcome.retry.has(0)).toBe(true);
    expect(failing.handled).not.toContain('0:2');
  });

  it.each([
    ['unknown', new TypeError('x')],
    ['a timeout', sqlError('57014')],
  ])('parks nothing while the store does not answer, even after many retries of %s', async (_, error) => {
    const { run, state, parked } = processor(() => error);
    state.storeAnswers = false;
    await run(records('0:0', '0:1'), 600_000);
    expect(parked).toEqual([]);
    state.storeAnswers = true;
    await run(records('0:0', '0:1'));
    expect(parked.map(({ position }) => position)).toEqual(['0:0', '0:1']);
  });

  it('waits with an event that cannot be parked', async () => {
    const { subject, state, parked } = processor((positions) =>
      has(positions, '0:1') ? new PermanentError('unlucky', 'no') : undefined,
    );
    state.parkingFails = true;
    const { done, retry } = await subject.run(records('0:0', '0:1', '0:2'));
    expect(done.get(0)).toBe('0');
    expect(retry.has(0)).toBe(true);
    state.parkingFails = false;
    await subject.run(records('0:1', '0:2'));
    expect(parked).toMatchObject([{ position: '0:1' }]);
  });
});
