import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Automaton } from './automaton.js';
import { SignalMatcher } from './signal-matcher.js';

function matches(signal: string, text: string, negations: string[] = []): boolean {
  const matcher = new SignalMatcher();
  const id = matcher.add(signal);
  for (const word of negations) matcher.addNegation(word);
  return matcher.match(text).has(id);
}

it('matches pieces that follow one another in a sentence', () => {
  expect(matches('宽带…断', '宽带从昨晚开始一直断')).toBe(true);
  expect(matches('宽带…断', '断的是宽带')).toBe(false);
  expect(matches('宽带…断', '宽带很好。电话断了')).toBe(false);
  expect(matches('宽带…断', `宽带${'很'.repeat(40)}断`)).toBe(false);
  expect(matches('宽带…晚上…断', '宽带到晚上就断')).toBe(true);
});

it('matches any alternative of a piece', () => {
  expect(matches('宽带|光纤…断|慢', '光纤特别慢')).toBe(true);
  expect(matches('宽带|光纤…断|慢', '光纤特别好')).toBe(false);
});

it('matches whole Latin words, and prefixes if the word ends in a star', () => {
  expect(matches('bill', 'my bill is wrong')).toBe(true);
  expect(matches('bill', 'a billion')).toBe(false);
  expect(matches('bill', 'the handbill')).toBe(false);
  expect(matches('charg*', 'overcharge')).toBe(false);
  expect(matches('charg*', 'you charged me')).toBe(true);
  expect(matches('5g', '手机5g慢')).toBe(true);
});

it('ignores what is negated directly before it, but not in a question', () => {
  expect(matches('宽带', '不是宽带坏了', ['不是'])).toBe(false);
  expect(matches('多扣', '是不是多扣了', ['不是'])).toBe(true);
  expect(matches('宽带', '不是手机,宽带坏了', ['不是'])).toBe(true);
});

it('finds the same occurrences as a plain search', () => {
  const letters = fc.string({ unit: fc.constantFrom('断', '网', '宽', '带'), minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.uniqueArray(letters, { minLength: 1, maxLength: 6 }),
      fc.string({ unit: fc.constantFrom('断', '网', '宽', '带'), maxLength: 30 }),
      (words, text) => {
        const found = new Automaton(words).find(text).map(({ word, start }) => `${word}@${start}`);
        const expected = words.flatMap((word, index) =>
          [...text].flatMap((_, start) => (text.startsWith(word, start) ? [`${index}@${start}`] : [])),
        );
        expect(found.sort()).toEqual(expected.sort());
      },
    ),
  );
});
