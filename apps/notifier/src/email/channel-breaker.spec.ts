import { describe, expect, it } from '@jest/globals';
import { ChannelBreaker } from './channel-breaker.js';

describe('a channel that is down', () => {
  it('is left alone, then tried with one mail, then used again', () => {
    const breaker = new ChannelBreaker();
    expect(breaker.width(0, 8)).toBe(8);
    expect(breaker.fails(0)).toBe(true);
    expect(breaker.width(999, 8)).toBe(0);
    expect(breaker.width(1_000, 8)).toBe(1);
    breaker.works();
    expect(breaker.width(1_000, 8)).toBe(8);
  });

  it('counts mails that failed together once, and waits longer when it fails again', () => {
    const breaker = new ChannelBreaker();
    breaker.fails(0);
    for (let mail = 0; mail < 20; mail++) expect(breaker.fails(10)).toBe(false);
    expect(breaker.width(1_000, 8)).toBe(1);
    breaker.fails(1_000);
    expect(breaker.width(2_999, 8)).toBe(0);
    expect(breaker.width(3_000, 8)).toBe(1);
  });
});
