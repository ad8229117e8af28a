import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicy, type Policy } from '@redress/policy';
import { aWorkOrder } from '@redress/testing';
import { fileURLToPath } from 'node:url';
import { table, widthOf } from '../table.rules.js';
import { LastFirst } from './last-first.js';
import { onOneLine, printable, printableJson } from './printable.rules.js';
import { workOrderBlock } from './work-order-block.rules.js';

let policy: Policy;
beforeAll(async () => {
  policy = await loadPolicy(fileURLToPath(new URL('../../../../deploy/policies/telecom', import.meta.url)));
});
const now = new Date('2026-03-02T02:00:00Z');
const order = aWorkOrder({
  number: '4821093755162204',
  customer: { name: '李小明', phone: '+8613912345678' },
  text: '家里宽带一直断\n第二行',
  dueAt: '2026-03-04T10:00:00Z',
});

describe('a printed work order', () => {
  it('starts with number, category and deadline, in the time zone of the policy', () => {
    const block = workOrderBlock(order, policy, 'zh-CN', now);
    expect(block[0]).toContain('4821 0937 5516 2204');
    expect(block[0]).toContain(policy.categories.find(({ id }) => id === order.category)!.name['zh-CN']);
    expect(block[1]).toMatch(/答复期限 +3月4日 18:00/);
    expect(block.join('\n')).toContain('李小明, +8613912345678');
  });

  it('shows all lines of the text, indented, and omits unknown fields', () => {
    const block = workOrderBlock({ ...order, customer: undefined, dueAt: undefined }, policy, 'en', now);
    expect(block.filter((line) => line.includes('第二行'))).toEqual([expect.stringMatching(/^ {12,}第二行$/)]);
    expect(block.join('\n')).not.toMatch(/answer by|customer/);
  });

  it('shows the id of a category that is no longer in the policy', () => {
    expect(workOrderBlock({ ...order, category: 'old-one' }, policy, 'en', now)[0]).toContain('old-one');
  });

  it('shows a danger first, and how and when the customer wants to be reached', () => {
    const block = workOrderBlock(
      { ...order, flags: ['danger'], replyBy: 'phone', callTimes: '晚上七点以后\n■ 0000' },
      policy,
      'zh-CN',
      now,
    );
    expect(block[0]).toMatch(/^■ 危险 · 4821/);
    expect(block.join('\n')).toMatch(/联系方式 +打电话，晚上七点以后 ■ 0000/);
    expect(block.filter((line) => line.startsWith('■'))).toHaveLength(1);
    expect(workOrderBlock(order, policy, 'zh-CN', now).join('\n')).not.toMatch(/危险|联系方式/);
  });

  it('contains no control characters and no forged lines from a customer’s text', () => {
    const evil = '\u001b]0;x\u0007\u001b[2J断网\r\n■ 0000 forged\u202e\u009b31m';
    const written = workOrderBlock(
      { ...order, text: evil, place: 'a\nb', customer: { name: '\u001b[1m' } },
      policy,
      'en',
      now,
    ).join('\n');
    expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(written.split('\n').filter((line) => line.startsWith('■'))).toHaveLength(1);
    expect(written).toContain('a b');
  });
});

/** Characters that a terminal could interpret or that hide text, by their effect. */
const harmful: [what: string, character: string][] = [
  ['escape', '\u001b'],
  ['delete', '\u007f'],
  ['a C1 control (CSI)', '\u009b'],
  ['next line', '\u0085'],
  ['an Arabic letter mark', '\u061c'],
  ['a mark of writing direction', '\u200f'],
  ['an override of writing direction', '\u202e'],
  ['an isolate of writing direction', '\u2067'],
  ['a blank of no width', '\u200b'],
  ['a word joiner', '\u2060'],
  ['a byte order mark', '\ufeff'],
  ['a soft hyphen', '\u00ad'],
  ['a filler that looks like a blank', '\u3164'],
  ['a tag character', '\u{e0041}'],
];

describe('printable', () => {
  it('keeps words, emoji and line breaks', () => {
    expect(printable('没信号😀\r\n\ttwo')).toBe('没信号😀\n two');
    expect(printable('👨‍👩‍👧 👍🏽‍🔧 ❤️ 葛\u{e0100} café')).toBe('👨‍👩‍👧 👍🏽‍🔧 ❤️ 葛\u{e0100} café');
    expect(onOneLine(' one \n two ')).toBe('one two');
  });

  it.each(harmful)('replaces %s', (_, character) => expect(printable(`断${character}网`)).toBe('断�网'));

  it('replaces a joiner that joins no emoji, and takes other line separators as line breaks', () => {
    expect(printable('a\u200db')).toBe('a�b');
    expect(printable('one\u2028two\u2029three')).toBe('one\ntwo\nthree');
    expect(onOneLine('one\u2028two')).toBe('one two');
  });
});

describe('printableJson', () => {
  it.each([...harmful, ['a line separator', '\u2028'], ['a paragraph separator', '\u2029']])(
    'escapes %s and keeps the meaning',
    (_, character) => {
      const value = { text: `断${character}网\n"\\`, 葛: 1 };
      // JSON.stringify leaves everything above U+007F as it is.
      const printed = printableJson(JSON.stringify(value, undefined, 2));
      expect(printed).not.toContain(character);
      expect(printed).not.toContain('\n');
      expect(JSON.parse(printed)).toEqual(value);
    },
  );

  it('also escapes such characters in text that is not JSON', () => {
    expect(printableJson('\u001b[2J\r\n■ forged\u202e')).toBe('\\u001b[2J ■ forged\\u202e');
  });
});

describe('table', () => {
  it('gives Chinese characters two columns', () => {
    expect(widthOf('网络部a')).toBe(7);
    expect(table(['队列', 'n'], [['network', '1']])).toEqual(['队列     n', 'network  1']);
  });
});

describe('LastFirst', () => {
  it('shows the last few existing items, then every new one', () => {
    const shown: number[] = [];
    const tail = new LastFirst<number>(2, (item) => shown.push(item));
    [1, 2, 3].forEach((item) => tail.take(item, true));
    expect(shown).toEqual([]);
    tail.take(4, false);
    tail.take(5, true);
    expect(shown).toEqual([2, 3, 4, 5]);
  });

  it('shows the existing items when no new one arrives in time', async () => {
    const shown: number[] = [];
    const tail = new LastFirst<number>(1, (item) => shown.push(item), 10);
    tail.take(1, true);
    tail.take(2, true);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(shown).toEqual([2]);
  });
});
