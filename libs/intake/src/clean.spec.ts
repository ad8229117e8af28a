import { describe, expect, it } from '@jest/globals';
import { canonicalBody, cleanBody, cleanText } from './clean.rules.js';

describe('cleanBody', () => {
  it('removes NUL and lone surrogates from every string and keeps whole characters', () => {
    expect(cleanBody({ text: 'a\0b\ud800c', customer: { name: '\udc00李' }, answers: [{ answer: '𠮷\0' }] })).toEqual({
      text: 'abc',
      customer: { name: '李' },
      answers: [{ answer: '𠮷' }],
    });
  });
  it('returns the same object if there is nothing to remove', () => {
    const body = { text: '断', customer: { phone: '1' }, answers: [{ question: 'q', answer: 'a' }] };
    expect(cleanBody(body)).toBe(body);
  });
  it('is fast for a text of surrogate pairs', () => expect(cleanText('𠮷'.repeat(10_000))).toHaveLength(20_000));
});

describe('canonicalBody', () => {
  it('is the same whatever the order of the fields', () => {
    expect(canonicalBody({ b: [1, { d: 'x', c: null }], a: 'y' })).toBe(
      canonicalBody({ a: 'y', b: [1, { c: null, d: 'x' }] }),
    );
  });
  it('differs if anything else differs', () => {
    const bodies = [{ a: '1' }, { a: 1 }, { a: ['1'] }, { b: '1' }, { a: '1', b: '' }, { a: '1,"b":""' }];
    expect(new Set(bodies.map(canonicalBody)).size).toBe(bodies.length);
  });
});
