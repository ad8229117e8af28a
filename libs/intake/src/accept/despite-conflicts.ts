import { sqlState } from '@redress/database';

/** Deadlock, serialization failure: nothing was decided, and the same work succeeds when the other one is through. */
const conflict = /^(40P01|40001)$/;
const attempts = 3;

/** Runs `work`, and again where it failed only because it met another transaction. */
export async function despiteConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= attempts || !conflict.test(sqlState(error) ?? '')) throw error;
    }
  }
}
