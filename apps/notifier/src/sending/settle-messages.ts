import { notificationFailed, notificationSent, type Notification } from '@redress/contracts';
import type { Transaction } from '@redress/messaging';
import type { MessageState, TakenMessage } from '../message.js';
import { settle, type Outcome, type Settlement } from './settle.rules.js';

/** One attempt and its outcome. */
export interface Result {
  message: TakenMessage;
  outcome: Outcome;
}

interface Current {
  complaint_id: string;
  purpose: string;
  state: MessageState;
  attempt: number;
  instance: string | null;
}

/**
 * Writes the outcomes of a batch of attempts, with the delivery events, in the caller's transaction. An attempt that is no longer
 * ours (this process was considered dead, and another sends the message now) changes nothing, except that a mail that is known to
 * be sent is not sent again.
 */
export async function settleMessages(tx: Transaction, results: readonly Result[], now: Date): Promise<void> {
  if (results.length === 0) return;
  // Locked in a fixed order, so that two transactions about the same complaints do not deadlock.
  const rows = await tx.query<Current>(
    `SELECT complaint_id, purpose, state, attempt, instance FROM notifier.messages
      WHERE complaint_id = ANY($1::uuid[]) ORDER BY complaint_id, purpose FOR UPDATE`,
    [results.map(({ message }) => message.complaintId)],
  );
  const current = new Map(rows.map((row) => [keyOf(row.complaint_id, row.purpose), row]));
  const changes: object[] = [];
  for (const { message, outcome } of results) {
    const row = current.get(keyOf(message.complaintId, message.purpose));
    if (!row || !isOurs(row, message, outcome)) continue;
    const settlement = settle(message, outcome, now);
    if (settlement.told) emitDelivery(tx, message, settlement, now);
    changes.push(changeOf(message, settlement));
  }
  await tx.query(
    `UPDATE notifier.messages m
        SET state = c.state, reason = c.reason, attempt = c.attempt, next_attempt_at = c.next_attempt_at,
            instance = NULL, done_at = CASE WHEN c.next_attempt_at IS NULL THEN $2::timestamptz END
       FROM jsonb_to_recordset($1::jsonb) AS c (complaint_id uuid, purpose text, state text, reason text, attempt int,
            next_attempt_at timestamptz)
      WHERE m.complaint_id = c.complaint_id AND m.purpose = c.purpose`,
    [JSON.stringify(changes), now],
  );
}

function isOurs(row: Current, message: TakenMessage, outcome: Outcome): boolean {
  if (row.state === 'sending') return row.instance === message.instance && row.attempt === message.attempt;
  return outcome.kind === 'sent' && row.state === 'unknown' && row.attempt === message.attempt;
}

function changeOf(message: TakenMessage, { state, reason, attempt, nextAttemptAt }: Settlement): object {
  return {
    complaint_id: message.complaintId,
    purpose: message.purpose,
    state,
    reason,
    attempt,
    next_attempt_at: nextAttemptAt,
  };
}

function emitDelivery(tx: Transaction, message: TakenMessage, { told, reason }: Settlement, now: Date): void {
  const data = notificationOf(message, now);
  if (told === 'sent') tx.emit({ definition: notificationSent, subject: message.complaintId, data });
  else tx.emit({ definition: notificationFailed, subject: message.complaintId, data: { ...data, reason: reason ?? 'unknown' } });
}

/** The data of every delivery event. An attempt that was never made counts as the first. */
export function notificationOf(message: TakenMessage, at: Date): Notification {
  return {
    number: message.number,
    notification: message.id,
    purpose: message.purpose,
    over: message.way,
    language: message.language,
    attempt: Math.max(message.attempt, 1),
    at: at.toISOString(),
  };
}

const keyOf = (complaintId: string, purpose: string): string => `${complaintId} ${purpose}`;
