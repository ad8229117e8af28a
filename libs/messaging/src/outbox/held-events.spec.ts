import { expect, it, jest } from '@jest/globals';
import { InHand } from './in-hand.js';

it('lets younger rows follow what is in hand or was deleted just now, and not what was given back', () => {
  const inHand = new InHand();
  inHand.add(['1', '2', '3']);
  inHand.finish(['1']);
  inHand.giveBack(['2']);
  expect(['1', '2', '3', '4'].map((id) => inHand.mayBeFollowed(id))).toEqual([true, false, true, false]);
  expect(['1', '2', '3'].map((id) => inHand.has(id))).toEqual([false, false, true]);
});

it('resolves when the last of several events is deleted or given back', async () => {
  const inHand = new InHand();
  inHand.add(['1', '2']);
  let settled = false;
  const waiting = inHand.settled(['1', '2', 'never in hand']).then(() => (settled = true));
  inHand.finish(['1']);
  await Promise.resolve();
  expect(settled).toBe(false);
  inHand.giveBack(['2']);
  await waiting;
});

it('forgets after four seconds what was deleted: if it is listed again, a failover took the deletion back', () => {
  jest.useFakeTimers();
  const inHand = new InHand();
  inHand.add(['1']);
  inHand.finish(['1']);
  jest.advanceTimersByTime(1_900);
  expect(inHand.mayBeFollowed('1')).toBe(true);
  jest.advanceTimersByTime(2_200);
  expect(inHand.mayBeFollowed('1')).toBe(false);
  jest.useRealTimers();
});
