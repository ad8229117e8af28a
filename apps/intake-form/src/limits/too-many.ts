import { Problem } from '@redress/runtime';

/** Too many of something; `retryAfter` in whole seconds. An answer (429) by itself, so that nobody who forgets to catch it makes a 500 of it. */
export class TooMany extends Problem {
  constructor(
    readonly what: 'contact' | 'draft' | 'address' | 'code',
    readonly retryAfter: number,
  ) {
    super(429, 'too-many-requests', undefined, { retryAfter });
    this.name = 'TooMany';
  }
}
