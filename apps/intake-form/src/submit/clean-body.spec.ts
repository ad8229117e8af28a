import { describe, expect, it } from '@jest/globals';
import { canonicalBody, cleanBody, cleanText } from './clean-body.rules.js';

describe('cleanBody', () => {
  it('takes NUL and lone surrogates out of every string and leaves whole characters alone', () => {
    expect(cleanBody({ text: 'a\0b\ud800c', customer: { name: '\udc00李' }, answers: [{ answer: '𠮷\0' }] })).toEqual({
      text: 'abc',
      customer: { name: '李' },
      answers: [{ answer: '𠮷' }],
    });
  });
  it('gives the same object back where nothing is wrong', () => {
    const body = { text: '断', customer: { phone: '1' }, answers: [{ question: 'q', answer: 'a' }] };
    expect(cleanBody(body)).toBe(body);
  });
  it('is quick with a text full of pairs', () => expect(cleanText('𠮷'.repeat(10_000))).toHaveLength(20_000));
});

describe('canonicalBody', () => {
  it('is the same whatever the order of the fields', () => {
    expect(canonicalBody({ b: [1, { d: 'x', c: null }], a: 'y' })).toBe(canonicalBody({ a: 'y', b: [1, { c: null, d: 'x' }] }));
  });
  it('differs where anything differs', () => {
    const bodies = [{ a: '1' }, { a: 1 }, { a: ['1'] }, { b: '1' }, { a: '1', b: '' }, { a: '1,"b":""' }];
    expect(new Set(bodies.map(canonicalBody)).size).toBe(bodies.length);
  });
});
