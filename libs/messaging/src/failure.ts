import { ContractError } from '@redress/contracts';
import { isUnreachable, sqlState } from '@redress/database';
import { PermanentError, StoreUnavailable } from './errors.js';

/**
 * The kind of a failure. It determines what is retried and for how long:
 * - `permanent`: a retry cannot succeed. Split the batch until the failing event is alone, then park it.
 * - `unavailable`: a store is unavailable, or something holds a lock. Retry until it succeeds.
 * - `timeout`: a statement was cancelled because it took too long. A few attempts ({@link retryDelays}), then as
 *   `permanent`.
 * - `unknown`: five attempts within a minute ({@link retryDelays}), then as `permanent`.
 *
 * After the last attempt of a `timeout` or an `unknown` failure, an event is parked only if a probe of the stores
 * succeeds.
 */
export type Failure = 'permanent' | 'unavailable' | 'timeout' | 'unknown';

/** SQLSTATE classes and codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const statementTimeout = '57014';
const lockNotAvailable = '55P03';
const unavailable = /^(08|40|53|57|58)/;
const permanent = /^(22|23)/;

/** Classifies an error, also one that is wrapped by TypeORM or an AggregateError, at any depth. */
export function failureOf(error: unknown): Failure {
  if (error instanceof PermanentError || error instanceof ContractError) return 'permanent';
  if (error instanceof StoreUnavailable || isUnreachable(error)) return 'unavailable';
  const state = sqlState(error) ?? '';
  if (state === statementTimeout) return 'timeout';
  if (state === lockNotAvailable || unavailable.test(state)) return 'unavailable';
  return permanent.test(state) ? 'permanent' : 'unknown';
}

/**
 * Delays in ms before the retries of a failure that is retried a limited number of times. They add up to at most a
 * minute, without the attempts themselves.
 */
export const retryDelays = {
  unknown: [500, 2_000, 7_000, 20_000, 30_000],
  timeout: [1_000, 5_000, 15_000],
} as const;

/**
 * Delay in ms before retry number `attempt` (from 1) while a store is unavailable: doubles from 250 ms to ten seconds.
 */
export function unavailableDelay(attempt: number): number {
  return Math.min(250 * 2 ** Math.min(attempt - 1, 10), 10_000);
}

/** The frames of a stack without its message, which can contain customer data. */
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
