import { afterEach, expect, it, jest } from '@jest/globals';
import { withTimeout } from './with-timeout.js';

afterEach(() => void jest.restoreAllMocks());

const never = (): Promise<never> => new Promise(() => undefined);
const late = (): never => {
  throw new Error('late');
};

it('returns what the work returns, and leaves no timer behind', async () => {
  const cleared = jest.spyOn(globalThis, 'clearTimeout');
  expect(await withTimeout(10_000, () => Promise.resolve(7), late)).toBe(7);
  expect(await withTimeout(10_000, () => 8, late)).toBe(8);
  expect(cleared).toHaveBeenCalledTimes(2);
});

it('throws what the work throws, also when it throws before it returns a promise', async () => {
  await expect(withTimeout(10_000, () => Promise.reject(new Error('broken')), late)).rejects.toThrow('broken');
  const throwing = (): number => {
    throw new Error('at once');
  };
  await expect(withTimeout(10_000, throwing, late)).rejects.toThrow('at once');
});

it('returns or throws what onTimeout does when the time is over', async () => {
  const began = performance.now();
  expect(await withTimeout(30, never, () => 'late')).toBe('late');
  await expect(withTimeout(30, never, late)).rejects.toThrow('late');
  expect(performance.now() - began).toBeLessThan(2_000);
});

it('ignores an error of the work after the timeout', async () => {
  const rejections: unknown[] = [];
  const note = (error: unknown): void => void rejections.push(error);
  process.on('unhandledRejection', note);
  const failsLater = () => new Promise((_, reject) => setTimeout(() => reject(new Error('too late')), 30));
  expect(await withTimeout(5, failsLater, () => 'late')).toBe('late');
  await new Promise((resolve) => setTimeout(resolve, 60));
  process.off('unhandledRejection', note);
  expect(rejections).toEqual([]);
});
