import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicy, type Policy } from '@redress/policy';
import { aWorkOrder } from '@redress/testing';
import { fileURLToPath } from 'node:url';
import { table, widthOf } from '../table.rules.js';
import { LastFirst } from './last-first.js';
import { onOneLine, printable } from './printable.rules.js';
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
  it('has number, category and deadline on top, in the time of the policy', () => {
    const block = workOrderBlock(order, policy, 'zh-CN', now);
    expect(block[0]).toContain('4821 0937 5516 2204');
    expect(block[0]).toContain(policy.categories.find(({ id }) => id === order.category)!.name['zh-CN']);
    expect(block[1]).toMatch(/答复期限 +3月4日 18:00/);
    expect(block.join('\n')).toContain('李小明, +8613912345678');
  });

  it('shows all lines of the text, indented, and leaves out what is not known', () => {
    const block = workOrderBlock({ ...order, customer: undefined, dueAt: undefined }, policy, 'en', now);
    expect(block.filter((line) => line.includes('第二行'))).toEqual([expect.stringMatching(/^ {12,}第二行$/)]);
    expect(block.join('\n')).not.toMatch(/answer by|customer/);
  });

  it('shows a category that the policy no longer has by its id', () => {
    expect(workOrderBlock({ ...order, category: 'old-one' }, policy, 'en', now)[0]).toContain('old-one');
  });

  it('lets no text of a customer command the terminal or forge a line of its own', () => {
    const evil = '\u001b]0;x\u0007\u001b[2J断网\r\n■ 0000 forged\u202e\u009b31m';
    const written = workOrderBlock({ ...order, text: evil, place: 'a\nb', customer: { name: '\u001b[1m' } }, policy, 'en', now).join('\n');
    expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(written.split('\n').filter((line) => line.startsWith('■'))).toHaveLength(1);
    expect(written).toContain('a b');
  });
});

describe('printable', () => {
  it('keeps words, emoji and line breaks', () => {
    expect(printable('没信号😀\r\n\ttwo')).toBe('没信号😀\n two');
    expect(onOneLine(' one \n two ')).toBe('one two');
  });
});

describe('table', () => {
  it('gives Chinese characters two columns', () => {
    expect(widthOf('网络部a')).toBe(7);
    expect(table(['队列', 'n'], [['network', '1']])).toEqual(['队列     n', 'network  1']);
  });
});

describe('LastFirst', () => {
  it('shows the last few of what was there, then everything as it comes', () => {
    const shown: number[] = [];
    const tail = new LastFirst<number>(2, (item) => shown.push(item));
    [1, 2, 3].forEach((item) => tail.take(item, true));
    expect(shown).toEqual([]);
    tail.take(4, false);
    tail.take(5, true);
    expect(shown).toEqual([2, 3, 4, 5]);
  });

  it('does not wait for a newer item longer than a moment', async () => {
    const shown: number[] = [];
    const tail = new LastFirst<number>(1, (item) => shown.push(item), 10);
    tail.take(1, true);
    tail.take(2, true);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(shown).toEqual([2]);
  });
});
