import { describe, expect, it } from '@jest/globals';
import { toProblem } from '@redress/runtime';
import { networkOf, RequestLimits } from './request-limits.js';
import { TooMany } from './too-many.js';

const limits = () => new RequestLimits({ perContactPerHour: 2, perReferencePerHour: 3, perAddressPerMinute: 5 });

describe('RequestLimits', () => {
  const refusalOf = (work: () => void): unknown => {
    try {
      work();
    } catch (error) {
      return error;
    }
    return undefined;
  };

  it('refuses the third complaint for one phone number and says when to try again', () => {
    const one = limits();
    one.takeContacts(['+8613800138000']);
    one.takeContacts(['+8613800138000', 'li@example.cn']);
    const refused = refusalOf(() => one.takeContacts(['+8613800138000']));
    expect(refused).toBeInstanceOf(TooMany);
    expect((refused as TooMany).retryAfter).toBeGreaterThan(3500);
    one.takeContacts(['+8613900139000']);
  });
  it('throws an error that is an answer by itself', () => {
    expect(toProblem(new TooMany('address', 7))).toMatchObject({
      status: 429,
      code: 'too-many-requests',
      extra: { retryAfter: 7 },
    });
  });
  it('does not count contacts that were given back', () => {
    const one = limits();
    for (let i = 0; i < 5; i++) {
      one.takeContacts(['a']);
      one.giveBackContacts(['a']);
    }
    expect(() => one.takeContacts(['a'])).not.toThrow();
  });
  it('counts none of the contacts when one of them is refused', () => {
    const one = limits();
    for (let i = 0; i < 2; i++) one.takeContacts(['busy@example.cn']);
    for (let i = 0; i < 5; i++) expect(() => one.takeContacts(['+8613800138000', 'busy@example.cn'])).toThrow(TooMany);
    for (let i = 0; i < 2; i++) expect(() => one.takeContacts(['+8613800138000'])).not.toThrow();
  });
  it('refuses a reference and an address at their own limits', () => {
    const one = limits();
    for (let i = 0; i < 3; i++) one.takeReference('draft');
    expect(() => one.takeReference('draft')).toThrow(TooMany);
    for (let i = 0; i < 5; i++) one.takeAddress('203.0.113.7');
    expect((refusalOf(() => one.takeAddress('203.0.113.7')) as TooMany).retryAfter).toBeLessThanOrEqual(60);
  });
  it('counts a /64 of IPv6 as one address', () => {
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:db8:1:2::9'));
    expect(networkOf('2001:db8:1:2::9')).not.toBe(networkOf('2001:db8:1:3::9'));
    expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0');
    expect(networkOf('::1')).toBe('0:0:0:0');
    expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
  });
});
