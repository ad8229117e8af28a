import { expect, it } from '@jest/globals';
import { eventually } from './eventually.js';

it('returns the first result', async () => {
  let tries = 0;
  const answer = await eventually(() => {
    if (++tries < 3) throw new Error('not yet');
    return tries;
  });
  expect(answer).toBe(3);
});

it('throws the last error after the timeout', async () => {
  await expect(eventually(() => Promise.reject(new Error('still missing')), 60)).rejects.toThrow('still missing');
});
