import { Problem } from '@redress/runtime';

/** A limit was reached: answer 429. `retryAfter` in seconds, a whole number. */
export class TooMany extends Problem {
  constructor(
    readonly what: 'contact' | 'draft' | 'address' | 'code',
    readonly retryAfter: number,
  ) {
    super(429, 'too-many-requests', undefined, { retryAfter });
    this.name = 'TooMany';
  }
}
