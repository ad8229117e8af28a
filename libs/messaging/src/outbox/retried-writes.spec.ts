import { expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { RetriedWrites } from './retried-writes.js';

it('repeats a failed write after increasing delays until it succeeds, and reports only the first failure', async () => {
  const attempts: number[] = [];
  const written: string[] = [];
  const failures: number[] = [];
  const writes = new RetriedWrites<string>(
    (items) => {
      attempts.push(performance.now());
      if (attempts.length <= 3) return Promise.reject(new Error('no connection'));
      written.push(...items);
      return Promise.resolve();
    },
    (_, items) => failures.push(items),
  );
  writes.add(['a', 'b']);
  await sleep(50);
  writes.add(['c']);
  await writes.drained();
  expect(written).toEqual(['a', 'b', 'c']);
  expect(failures).toEqual([2]);
  const pauses = attempts.slice(1, 4).map((at, index) => at - attempts[index]!);
  expect(pauses[0]).toBeGreaterThan(90);
  expect(pauses[1]).toBeGreaterThan(190);
  expect(pauses[2]).toBeGreaterThan(390);
});

it('writes one batch at a time, of up to a thousand items', async () => {
  const batches: number[] = [];
  let running = 0;
  const writes = new RetriedWrites<number>(
    async (items) => {
      expect(++running).toBe(1);
      batches.push(items.length);
      await sleep(1);
      running--;
    },
    () => undefined,
  );
  writes.add(Array.from({ length: 1_500 }, (_, n) => n));
  writes.add([1, 2]);
  await writes.drained();
  expect(batches).toEqual([1_000, 502]);
});

it('stops retrying when it is stopped', async () => {
  let attempts = 0;
  const writes = new RetriedWrites<string>(
    () => {
      attempts++;
      return Promise.reject(new Error('no connection'));
    },
    () => undefined,
  );
  writes.add(['a']);
  await sleep(20);
  writes.stop();
  await writes.drained();
  expect(attempts).toBe(1);
});

it('writes an item that is added while the last write completes', async () => {
  for (let ticks = 1; ticks <= 8; ticks++) {
    const written: string[] = [];
    const writes = new RetriedWrites<string>(
      (items) => {
        written.push(...items);
        if (items[0] === 'first') void addAfter(ticks);
        return Promise.resolve();
      },
      () => undefined,
    );
    const addAfter = async (count: number): Promise<void> => {
      for (let tick = 0; tick < count; tick++) await Promise.resolve();
      writes.add(['second']);
    };
    writes.add(['first']);
    await sleep(20);
    expect([ticks, ...written]).toEqual([ticks, 'first', 'second']);
  }
});
