import { expect, it } from '@jest/globals';
import { severities, tiers } from '@redress/contracts';
import { higherSeverity, higherTier } from './higher.rules.js';

it('orders severities and tiers from the least to the most serious', () => {
  expect(severities).toEqual(['minor', 'moderate', 'major']);
  expect(tiers).toEqual(['blue', 'yellow', 'red']);
});

it('returns the higher of two, in either order', () => {
  expect(higherSeverity('minor', 'major')).toBe('major');
  expect(higherSeverity('major', 'moderate')).toBe('major');
  expect(higherTier('yellow', 'red')).toBe('red');
  expect(higherTier('yellow', 'blue')).toBe('yellow');
  expect(higherTier('blue', 'blue')).toBe('blue');
});
