import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dueAt, notBefore } from './clocks.rules.js';
import { loadPolicy } from './load-policy.js';
import type { Clock, Policy } from './policy.js';
import { shipped } from './spec/policy-files.js';
import { readTerm } from './term.js';

let policy: Policy;
beforeAll(async () => void (policy = await loadPolicy(shipped('telecom'))));

function due(within: string, from: string, of: Partial<Policy> = {}): string {
  const clock: Clock = { within: readTerm(within) ?? { amount: NaN, unit: 'day' }, source: 'spec' };
  return dueAt({ ...policy, ...of, clocks: { it: clock } }, 'it', new Date(from)).toISOString();
}

describe('minutes and hours', () => {
  it('are elapsed time on any day', () => {
    expect(due('45 minutes', '2026-10-01T15:30:00Z')).toBe('2026-10-01T16:15:00.000Z');
    expect(due('24 hours', '2026-02-14T00:00:00Z')).toBe('2026-02-15T00:00:00.000Z');
  });
});

describe('working days', () => {
  it('do not count the first day and end with business', () => {
    // Thursday 10:00 in Shanghai → Friday 18:00
    expect(due('1 working day', '2026-11-19T02:00:00Z')).toBe('2026-11-20T10:00:00.000Z');
  });

  it('skip a weekend: Friday evening → Monday', () => {
    expect(due('1 working day', '2026-11-20T13:00:00Z')).toBe('2026-11-23T10:00:00.000Z');
  });

  it('begin with the next working day when the complaint arrives on a day off', () => {
    expect(due('1 working day', '2026-11-21T02:00:00Z')).toBe('2026-11-23T10:00:00.000Z');
  });

  it('are counted in the time zone of the policy: 00:30 on Friday in Shanghai is still Thursday in UTC', () => {
    expect(due('1 working day', '2026-11-19T16:30:00Z')).toBe('2026-11-23T10:00:00.000Z');
  });

  it('skip the National Day holiday and count the make-up Saturday after it', () => {
    // 30 September 2026; off 1–7 October; Saturday 10 October is worked (调休)
    expect(due('2 working days', '2026-09-30T02:00:00Z')).toBe('2026-10-09T10:00:00.000Z');
    expect(due('3 working days', '2026-09-30T02:00:00Z')).toBe('2026-10-10T10:00:00.000Z');
  });

  it('follow the corrections of the policy before the official table', () => {
    const calendar = { ...policy.calendar, corrections: [{ date: '2026-11-20', working: false, source: 'a typhoon' }] };
    expect(due('1 working day', '2026-11-19T02:00:00Z', { calendar })).toBe('2026-11-23T10:00:00.000Z');
  });

  it('continue into a year that the table does not have yet', () => {
    // Friday 1 January 2027 is a correction of the policy
    expect(due('1 working day', '2026-12-31T02:00:00Z')).toBe('2027-01-04T10:00:00.000Z');
  });
});

describe('calendar days', () => {
  it('do not count the first day and end with business on the last day, also on a holiday', () => {
    expect(due('15 days', '2026-11-21T02:00:00Z')).toBe('2026-12-06T10:00:00.000Z');
  });
});

describe('working hours', () => {
  it('count only business hours', () => {
    // Friday 16:00 + 4 h: two on Friday, two on Monday from 9:00
    expect(due('4 working hours', '2026-11-20T08:00:00Z')).toBe('2026-11-23T03:00:00.000Z');
  });

  it('start in the morning for a complaint that arrived at night', () => {
    expect(due('4 working hours', '2026-11-18T20:00:00Z')).toBe('2026-11-19T05:00:00.000Z');
  });

  it('may end when business ends', () => {
    expect(due('4 working hours', '2026-11-19T06:00:00Z')).toBe('2026-11-19T10:00:00.000Z');
  });
});

it('keeps the local hour across a change of summer time', () => {
  expect(due('1 day', '2026-10-24T12:00:00Z', { timeZone: 'Europe/Berlin' })).toBe('2026-10-25T17:00:00.000Z');
  expect(due('1 day', '2026-03-28T12:00:00Z', { timeZone: 'Europe/Berlin' })).toBe('2026-03-29T16:00:00.000Z');
});

it('never ends before it starts and never moves backwards for a later start', () => {
  const when = fc.date({
    min: new Date('2024-01-01T00:00:00Z'),
    max: new Date('2026-12-01T00:00:00Z'),
    noInvalidDate: true,
  });
  const terms = fc.constantFrom('0 minutes', '2 hours', '3 days', '1 working day', '5 working days', '4 working hours');
  fc.assert(
    fc.property(when, fc.nat(10 * 86_400_000), terms, (from, later, within) => {
      const first = due(within, from.toISOString());
      expect(first >= from.toISOString()).toBe(true);
      expect(due(within, new Date(from.getTime() + later).toISOString()) >= first).toBe(true);
    }),
  );
});

it('opens the window of the follow-up call on the third working day and closes it on the seventh', () => {
  const closed = new Date('2026-11-19T02:00:00Z');
  expect(notBefore(policy, 'follow-up', closed).toISOString()).toBe('2026-11-24T10:00:00.000Z');
  expect(dueAt(policy, 'follow-up', closed).toISOString()).toBe('2026-11-30T10:00:00.000Z');
});

it('throws for a clock that the policy does not have', () => {
  expect(() => dueAt(policy, 'anser', new Date(0))).toThrow('no clock "anser"');
});

it.each(['5 business days', '-1 days', '1.5 hours', 'soon', '3 working minutes', ''])(
  'does not read %j as a term',
  (text) => {
    expect(readTerm(text)).toBeUndefined();
  },
);
