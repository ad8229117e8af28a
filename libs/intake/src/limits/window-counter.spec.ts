import { describe, expect, it } from '@jest/globals';
import { WindowCounter } from './window-counter.js';

const second = 1_000;

describe('WindowCounter', () => {
  const at = (most: number, capacity?: number) => {
    const time = { now: 0 };
    return { time, counter: new WindowCounter(most, 60 * second, () => time.now, capacity) };
  };

  it('counts in a window that begins with the first use, and says how long the window lasts', () => {
    const { time, counter } = at(2);
    time.now = 50 * second;
    expect(counter.take(['a'])).toBe(0);
    time.now = 70 * second;
    expect(counter.take(['a'])).toBe(0);
    expect(counter.take(['a'])).toBe(40 * second);
    expect(counter.take(['b'])).toBe(0);
    // The two maps have been swapped since; the window has not ended.
    time.now = 109 * second;
    expect(counter.take(['a'])).toBe(1 * second);
    time.now = 110 * second;
    expect([counter.take(['a']), counter.take(['a']), counter.take(['a'])]).toEqual([0, 0, 60 * second]);
  });

  it('never forgets a key before its window is over as long as all keys fit', () => {
    for (let first = 0; first < 60; first += 7) {
      const { time, counter } = at(1);
      time.now = first * second;
      counter.take(['a']);
      for (let later = 1; later < 60; later++) {
        time.now = (first + later) * second;
        expect(counter.take(['a'])).toBe((60 - later) * second);
        counter.take([`other ${later}`]);
      }
    }
  });

  it('counts none of several keys when one of them has reached its limit', () => {
    const { counter } = at(1);
    counter.take(['b']);
    expect(counter.take(['a', 'b'])).toBeGreaterThan(0);
    expect(counter.take(['a'])).toBe(0);
  });

  it('never counts below zero when uses are given back', () => {
    const { counter } = at(1);
    counter.giveBack('a');
    counter.take(['a']);
    counter.giveBack('a');
    counter.giveBack('a');
    expect(counter.take(['a'])).toBe(0);
    expect(counter.take(['a'])).toBeGreaterThan(0);
  });

  it('keeps at most its capacity of keys, the most recently used ones', () => {
    const { counter } = at(1_000, 100);
    for (let i = 0; i < 10_000; i++) {
      counter.take([`other ${i}`]);
      if (i % 10 === 0) expect(counter.take(['busy'])).toBe(0);
      expect(counter.size).toBeLessThanOrEqual(200);
    }
    expect(counter.take(['busy'])).toBeGreaterThan(0);
  });

  it('forgets every key two windows later', () => {
    const { time, counter } = at(1);
    for (let i = 0; i < 1_000; i++) counter.take([`key ${i}`]);
    for (const later of [61, 122]) {
      time.now = later * second;
      counter.giveBack('anything');
    }
    expect(counter.size).toBe(0);
  });
});
