import type { MessageState, TakenMessage } from '../message.js';
import { giveUpAfterMs, pauseAfterAttempt, spreadOf } from './retry.rules.js';

/** What became of one attempt. */
export type Outcome =
  | { kind: 'sent' }
  /** Trying again cannot help. */
  | { kind: 'refused'; reason: string }
  /** `uncertain`: it may have arrived. */
  | { kind: 'failed'; reason: string; uncertain: boolean }
  /** The attempt did not begin: the channel is down, or we are stopping. It does not count. */
  | { kind: 'put-back'; until: Date };

/** The row after the attempt; `told` is the delivery event that goes with it. */
export interface Settlement {
  state: MessageState;
  reason: string | null;
  attempt: number;
  /** When it is tried again; null when it is done with. */
  nextAttemptAt: Date | null;
  told?: 'sent' | 'failed';
}

/** Decides what a row becomes. */
export function settle(message: Pick<TakenMessage, 'id' | 'attempt' | 'wantedAt'>, outcome: Outcome, now: Date): Settlement {
  const { attempt } = message;
  switch (outcome.kind) {
    case 'sent':
      return { state: 'sent', reason: null, attempt, nextAttemptAt: null, told: 'sent' };
    case 'refused':
      return { state: 'failed', reason: outcome.reason, attempt, nextAttemptAt: null, told: 'failed' };
    case 'put-back':
      return { state: 'wanted', reason: null, attempt: attempt - 1, nextAttemptAt: outcome.until };
    case 'failed': {
      const { reason, uncertain } = outcome;
      const nextAttemptAt = new Date(now.getTime() + pauseAfterAttempt(attempt, spreadOf(message.id)));
      if (nextAttemptAt.getTime() - message.wantedAt.getTime() > giveUpAfterMs)
        return { state: 'failed', reason, attempt, nextAttemptAt: null, told: 'failed' };
      return { state: uncertain ? 'unknown' : 'wanted', reason, attempt, nextAttemptAt };
    }
  }
}
