import { afterEach, describe, expect, it } from '@jest/globals';
import { proofSize } from './proof-size.js';

describe('the size of a proof', () => {
  const before = process.env['PROOF'];
  afterEach(() => {
    if (before === undefined) delete process.env['PROOF'];
    else process.env['PROOF'] = before;
  });

  it('is the sample, unless PROOF is long', () => {
    for (const value of ['', 'short']) {
      process.env['PROOF'] = value;
      expect(proofSize(2_000, 10_000)).toBe(2_000);
    }
    process.env['PROOF'] = 'long';
    expect(proofSize(2_000, 10_000)).toBe(10_000);
  });
});
