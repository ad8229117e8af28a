import { ContractError } from '@redress/contracts';
import { isUnreachable, sqlState } from '@redress/database';
import { PermanentError, StoreUnavailable } from './errors.js';

/**
 * What a failure means (the one place that decides what is retried, and how long):
 * `permanent` – split the batch until the one bad event stands alone, park it;
 * `away` – a store is away: wait as long as it takes;
 * `unknown` – five tries in a minute, then, if the stores answer, as permanent.
 */
export type Failure = 'permanent' | 'away' | 'unknown';

/** SQLSTATE classes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const away = /^(08|40|53|57|58)/;
const permanent = /^(22|23)/;

export function failureOf(error: unknown): Failure {
  if (error instanceof PermanentError || error instanceof ContractError) return 'permanent';
  if (error instanceof StoreUnavailable || isUnreachable(error)) return 'away';
  const state = sqlState(error) ?? '';
  if (away.test(state)) return 'away';
  return permanent.test(state) ? 'permanent' : 'unknown';
}

export { errorCode as codeOf } from '@redress/database';

/** Waiting times in ms before the tries of an `unknown` failure: five tries within a minute. */
export const unknownDelays = [500, 2_000, 7_000, 20_000, 30_000] as const;

/** Waiting time in ms before try number `attempt` (from 1) while a store is away. */
export function awayDelay(attempt: number): number {
  return Math.min(250 * 2 ** Math.min(attempt - 1, 10), 10_000);
}

/** The frames of a stack without its message, which can quote a customer's words. */
export function framesOf(error: unknown): string {
  if (!(error instanceof Error) || !error.stack) return '';
  const message = error.stack.indexOf(error.message);
  return error.stack
    .slice(message < 0 ? 0 : message + error.message.length)
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 12)
    .join('\n');
}
