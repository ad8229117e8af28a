import { describe, expect, it } from '@jest/globals';
import { ChannelBreaker } from './channel-breaker.js';

describe('a channel that is unavailable', () => {
  it('is paused, then tried with one message, then used normally', () => {
    const breaker = new ChannelBreaker();
    expect(breaker.width(0, 8)).toBe(8);
    expect(breaker.failed(0)).toBe(true);
    expect(breaker.width(999, 8)).toBe(0);
    expect(breaker.pauseLeft(999)).toBe(1);
    expect(breaker.width(1_000, 8)).toBe(1);
    expect(breaker.pauseLeft(1_000)).toBe(0);
    breaker.succeeded();
    expect(breaker.width(1_000, 8)).toBe(8);
  });

  it('counts messages that failed together once, and waits longer when the next attempt fails', () => {
    const breaker = new ChannelBreaker();
    breaker.failed(0);
    for (let message = 0; message < 20; message++) expect(breaker.failed(10)).toBe(false);
    expect(breaker.width(1_000, 8)).toBe(1);
    breaker.failed(1_000);
    expect(breaker.width(2_999, 8)).toBe(0);
    expect(breaker.width(3_000, 8)).toBe(1);
  });
});
