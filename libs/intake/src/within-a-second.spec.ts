import { expect, it } from '@jest/globals';
import { DatabaseUnavailable } from '@redress/database';
import { withinASecond } from './within-a-second.js';

it('gives the result of the work, or says in time that the database is unavailable', async () => {
  expect(await withinASecond(() => Promise.resolve(7))).toBe(7);
  const began = performance.now();
  await expect(withinASecond(() => new Promise(() => undefined))).rejects.toThrow(DatabaseUnavailable);
  expect(performance.now() - began).toBeLessThan(1_000);
});
