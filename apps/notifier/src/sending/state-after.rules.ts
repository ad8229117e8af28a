import type { ClaimedMessage, MessageState } from '../message.js';
import type { Outcome } from './gateway.js';
import { giveUpAfterMs, pauseAfterAttempt, spreadOf } from './retry.rules.js';

/**
 * What happened to a claimed message. `put-back`: it was not tried, because the channel is unavailable or the process
 * stops.
 */
export type Result = Exclude<Outcome, { kind: 'unavailable' }> | { kind: 'put-back'; retryInMs: number };

/** The columns of a message after an attempt, and the delivery event to publish. */
export interface StateChange {
  state: MessageState;
  reason: string | null;
  attempt: number;
  /** Milliseconds until the next attempt; null when there is none. */
  retryInMs: number | null;
  event?: 'sent' | 'failed';
}

/**
 * Determines the next state of a message after `result`. One that may have been delivered by an earlier attempt stays
 * `unknown` until an attempt succeeds or is final.
 */
export function stateAfter(
  { id, attempt, wantedAt, claimedFrom }: Pick<ClaimedMessage, 'id' | 'attempt' | 'wantedAt' | 'claimedFrom'>,
  result: Result,
  now: Date,
): StateChange {
  switch (result.kind) {
    case 'sent':
      return { state: 'sent', reason: null, attempt, retryInMs: null, event: 'sent' };
    case 'refused':
      return { state: 'failed', reason: result.reason, attempt, retryInMs: null, event: 'failed' };
    case 'put-back':
      return { state: claimedFrom, reason: null, attempt: attempt - 1, retryInMs: result.retryInMs };
    case 'failed': {
      const { reason, mayHaveLeft } = result;
      const retryInMs = pauseAfterAttempt(attempt, spreadOf(id));
      if (now.getTime() + retryInMs - wantedAt.getTime() > giveUpAfterMs)
        return { state: 'failed', reason, attempt, retryInMs: null, event: 'failed' };
      return { state: mayHaveLeft ? 'unknown' : claimedFrom, reason, attempt, retryInMs };
    }
  }
}
