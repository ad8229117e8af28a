import { expect, it, jest } from '@jest/globals';
import { HeldEvents } from './held-events.js';

it('allows newer rows after events that are held or recently deleted, but not after released ones', () => {
  const held = new HeldEvents();
  held.add(['1', '2', '3']);
  held.finish(['1']);
  held.release(['2']);
  expect(['1', '2', '3', '4'].map((id) => held.mayBeFollowed(id))).toEqual([true, false, true, false]);
  expect(['1', '2', '3'].map((id) => held.has(id))).toEqual([false, false, true]);
});

it('resolves when the last of several events is deleted or released', async () => {
  const held = new HeldEvents();
  held.add(['1', '2']);
  let settled = false;
  const waiting = held.settled(['1', '2', 'never held']).then(() => (settled = true));
  held.finish(['1']);
  await Promise.resolve();
  expect(settled).toBe(false);
  held.release(['2']);
  await waiting;
});

it('forgets a deleted event after four seconds: if it is listed again, a failover has undone the deletion', () => {
  jest.useFakeTimers();
  const held = new HeldEvents();
  held.add(['1']);
  held.finish(['1']);
  jest.advanceTimersByTime(1_900);
  expect(held.mayBeFollowed('1')).toBe(true);
  jest.advanceTimersByTime(2_200);
  expect(held.mayBeFollowed('1')).toBe(false);
  jest.useRealTimers();
});
