import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { groupNumber, isNumber, readNumber, withCheckDigits } from './complaint-number.js';

const number = fc.bigInt({ min: 0n, max: 10n ** 14n - 1n }).map(withCheckDigits);

describe('complaint numbers', () => {
  it('have 16 digits and are recognised', () => {
    fc.assert(fc.property(number, (given) => /^\d{16}$/.test(given) && isNumber(given)));
  });

  it('detect every single wrong digit', () => {
    fc.assert(
      fc.property(number, (given) => {
        for (let place = 0; place < 16; place++) {
          for (let digit = 0; digit < 10; digit++) {
            const wrong = given.slice(0, place) + digit + given.slice(place + 1);
            if (wrong !== given && isNumber(wrong)) return false;
          }
        }
        return true;
      }),
      { numRuns: 500 },
    );
  });

  it('detect every swap of adjacent digits', () => {
    fc.assert(
      fc.property(number, (given) => {
        for (let place = 0; place < 15; place++) {
          const swapped = given.slice(0, place) + given[place + 1]! + given[place]! + given.slice(place + 2);
          if (swapped !== given && isNumber(swapped)) return false;
        }
        return true;
      }),
      { numRuns: 2_000 },
    );
  });

  // The check digits are linear: whether an error is detected depends on the places and digits alone, so these are all
  // of them.
  it('detect all single errors and swaps, for all values of the other digits', () => {
    for (let place = 0; place < 16; place++) {
      for (let difference = 1; difference < 10; difference++)
        expect((BigInt(difference) * 10n ** BigInt(place)) % 97n).not.toBe(0n);
      for (let difference = 1; difference < 10; difference++)
        expect((BigInt(difference) * 9n * 10n ** BigInt(place)) % 97n).not.toBe(0n);
    }
  });

  it('are read in all forms in which people type them', () => {
    expect(readNumber(' ４８２１ 0937-5516.2204 ')).toBe('4821093755162204');
    expect(groupNumber('4821093755162204')).toBe('4821 0937 5516 2204');
  });
});
