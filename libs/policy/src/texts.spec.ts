import { beforeAll, describe, expect, it } from '@jest/globals';
import { contrastOnWhite } from './contrast.js';
import { formatInstant } from './format-instant.js';
import { loadPolicy } from './load-policy.js';
import { phrase } from './phrase.js';
import { categoryOf, departmentOf, type Policy } from './policy.js';
import { shipped } from './spec/policy-files.js';

let policy: Policy;
beforeAll(async () => void (policy = await loadPolicy(shipped('telecom'))));

describe('formatInstant', () => {
  // Saturday 22:44 in Shanghai
  const now = new Date('2026-11-21T14:44:00Z');
  it.each([
    ['zh-CN', '2026-11-21T06:05:00Z', '今天 14:05'],
    ['zh-CN', '2026-11-22T10:00:00Z', '明天 18:00'],
    ['zh-CN', '2026-11-20T15:59:00Z', '昨天 23:59'],
    ['zh-CN', '2026-11-21T16:00:00Z', '明天 00:00'],
    ['zh-CN', '2026-11-24T10:00:00Z', '11月24日 18:00'],
    ['zh-CN', '2027-01-04T10:00:00Z', '2027年1月4日 18:00'],
    ['zh-TW', '2026-11-22T10:00:00Z', '明天 18:00'],
    ['zh-TW', '2026-11-24T10:00:00Z', '11月24日 18:00'],
    ['en', '2026-11-21T06:05:00Z', 'today 14:05'],
    ['en', '2026-11-22T10:00:00Z', 'tomorrow 18:00'],
    ['en', '2026-11-24T10:00:00Z', '24 November 18:00'],
    ['en', '2027-01-04T10:00:00Z', '4 January 2027 18:00'],
  ] as const)('in %s, %s is %s', (language, at, text) =>
    expect(formatInstant(policy, language, new Date(at), now)).toBe(text),
  );
});

describe('a phrase', () => {
  it('has its placeholders replaced', () => {
    expect(phrase(policy, 'zh-CN', 'tracking.assigned', { department: '网络部', due: '明天 18:00' })).toBe(
      '已转网络部，明天 18:00 前答复您',
    );
  });

  it('inserts values unchanged, with dollar signs and braces', () => {
    expect(phrase(policy, 'en', 'ack.body.understood', { category: '$& {due}' })).toContain('$& {due}');
  });

  it('throws for a missing value and for an unknown key', () => {
    expect(() => phrase(policy, 'en', 'ack.body.due')).toThrow('needs {due}');
    expect(() => phrase(policy, 'en', 'ack.body.nothing')).toThrow('no "ack.body.nothing"');
  });
});

it('finds departments and categories, and throws for unknown ones', () => {
  expect(departmentOf(policy, categoryOf(policy, 'bill').department).name['zh-TW']).toBe('帳務部');
  expect(() => departmentOf(policy, 'nobody')).toThrow(RangeError);
  expect(() => categoryOf(policy, 'nothing')).toThrow(RangeError);
});

it.each([
  ['#ffffff', 1],
  ['#000000', 21],
  ['#767676', 4.54],
])('measures the contrast of %s on white as %d', (colour, contrast) =>
  expect(contrastOnWhite(colour)).toBeCloseTo(contrast, 1),
);
