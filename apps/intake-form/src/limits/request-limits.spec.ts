import { describe, expect, it } from '@jest/globals';
import { networkOf, RequestLimits, TooMany } from './request-limits.js';

const limits = () => new RequestLimits({ perContactPerHour: 2, perDraftPerHour: 3, perAddressPerMinute: 5 });

describe('RequestLimits', () => {
  it('stops the third complaint for one phone number and says when to come back', async () => {
    const one = limits();
    await one.takeContacts(['+8613800138000']);
    await one.takeContacts(['+8613800138000', 'li@example.cn']);
    const refused: unknown = await one.takeContacts(['+8613800138000']).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TooMany);
    expect((refused as TooMany).retryAfter).toBeGreaterThan(3500);
    await one.takeContacts(['+8613900139000']);
  });
  it('does not count what was given back', async () => {
    const one = limits();
    for (let i = 0; i < 5; i++) {
      await one.takeContacts(['a']);
      await one.giveBackContacts(['a']);
    }
    await expect(one.takeContacts(['a'])).resolves.toBeUndefined();
  });
  it('counts a /64 of IPv6 as one address', () => {
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:db8:1:2::9'));
    expect(networkOf('2001:db8:1:2::9')).not.toBe(networkOf('2001:db8:1:3::9'));
    expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0');
    expect(networkOf('::1')).toBe('0:0:0:0');
    expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
  });
});
