import { describe, expect, it } from '@jest/globals';
import { masked } from './mask.rules.js';

describe('a masked recipient', () => {
  it('can be recognised, not used', () => {
    expect(masked('+8613812345678')).toBe('138****5678');
    expect(masked('li.lei@example.test')).toBe('l***@example.test');
    expect(masked('+85221234567')).toBe('+852****4567');
    expect(masked('12345')).toBe('****');
  });
});
