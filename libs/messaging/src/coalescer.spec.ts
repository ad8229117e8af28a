import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Coalescer } from './coalescer.js';

describe('Coalescer', () => {
  it('batches the items that arrive while another batch runs, in order, and returns a result per item', async () => {
    const batches: number[][] = [];
    const coalescer = new Coalescer<number, number>(
      async (items) => {
        batches.push(items);
        await sleep(10);
        return items.map((item) => item * 2);
      },
      { items: 3, atOnce: 1 },
    );
    const first = coalescer.add(1);
    await sleep(2);
    const rest = [2, 3, 4, 5].map((item) => coalescer.add(item));
    expect(await Promise.all([first, ...rest])).toEqual([2, 4, 6, 8, 10]);
    expect(batches).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('fails only the batch that failed', async () => {
    const coalescer = new Coalescer<number, number>(
      async (items) => {
        await sleep(1);
        if (items.includes(1)) throw new Error('no');
        return items;
      },
      { items: 1, atOnce: 1 },
    );
    const answers = await Promise.allSettled([1, 2].map((item) => coalescer.add(item)));
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('rejects at once when its queue is full, and accepts again later', async () => {
    const coalescer = new Coalescer<number, number>(async (items) => (await sleep(5), items), {
      items: 1,
      atOnce: 1,
      queue: 1,
      full: () => new Error('full'),
    });
    const first = coalescer.add(1);
    await sleep(1);
    const second = coalescer.add(2);
    await expect(coalescer.add(3)).rejects.toThrow('full');
    expect(await Promise.all([first, second])).toEqual([1, 2]);
    await coalescer.drained();
    expect(await coalescer.add(4)).toBe(4);
  });
});
