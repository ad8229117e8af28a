import { describe, expect, it } from '@jest/globals';
import { masked } from './mask.rules.js';

describe('a masked recipient', () => {
  it('shows enough to recognise it and too little to use it', () => {
    expect(masked('+8613812345678')).toBe('138****5678');
    expect(masked('li.lei@example.test')).toBe('l***@example.test');
    expect(masked('+85221234567')).toBe('+852****4567');
    expect(masked('12345')).toBe('****');
  });
});
