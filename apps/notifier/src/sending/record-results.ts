import { notificationFailed, notificationSent, type Notification } from '@redress/contracts';
import type { Transaction } from '@redress/messaging';
import type { ClaimedMessage, MessageState } from '../message.js';
import { stateAfter, type Result, type StateChange } from './state-after.rules.js';

/** A claimed message and its result. */
export interface AttemptResult {
  message: ClaimedMessage;
  result: Result;
}

interface Current {
  complaint_id: string;
  purpose: string;
  state: MessageState;
  attempt: number;
  instance: string | null;
}

/**
 * Writes the results of a batch of attempts, and their delivery events, in the caller's transaction. When another
 * instance has claimed the message since (it considered this process dead), the result changes nothing; but a message
 * that is known to be sent and waits for its next attempt is not sent again.
 */
export async function recordResults(tx: Transaction, results: readonly AttemptResult[], now: Date): Promise<void> {
  if (results.length === 0) return;
  // Locked in a fixed order: two transactions about the same complaints wait for each other and do not deadlock.
  const rows = await tx.query<Current>(
    `SELECT complaint_id, purpose, state, attempt, instance FROM notifier.messages
      WHERE complaint_id = ANY($1::uuid[]) ORDER BY complaint_id, purpose FOR UPDATE`,
    [results.map(({ message }) => message.complaintId)],
  );
  const current = new Map(rows.map((row) => [keyOf(row.complaint_id, row.purpose), row]));
  const changes: object[] = [];
  for (const { message, result } of results) {
    const row = current.get(keyOf(message.complaintId, message.purpose));
    if (!row || !isOurs(row, message, result)) continue;
    const change = stateAfter(message, result, now);
    if (change.event) emitDelivery(tx, message, change, now);
    changes.push(columnsOf(message, change));
  }
  await tx.query(
    `UPDATE notifier.messages m
        SET state = c.state, reason = c.reason, attempt = c.attempt, instance = NULL,
            next_attempt_at = now() + c.retry_in_ms * interval '1 millisecond',
            done_at = CASE WHEN c.retry_in_ms IS NULL THEN $2::timestamptz END
       FROM jsonb_to_recordset($1::jsonb) AS c (complaint_id uuid, purpose text, state text, reason text, attempt int,
            retry_in_ms float8)
      WHERE m.complaint_id = c.complaint_id AND m.purpose = c.purpose`,
    [JSON.stringify(changes), now],
  );
}

function isOurs(row: Current, message: ClaimedMessage, result: Result): boolean {
  if (row.state === 'sending') return row.instance === message.instance && row.attempt === message.attempt;
  return result.kind === 'sent' && row.state === 'unknown' && row.attempt === message.attempt;
}

function columnsOf(message: ClaimedMessage, { state, reason, attempt, retryInMs }: StateChange): object {
  return {
    complaint_id: message.complaintId,
    purpose: message.purpose,
    state,
    reason,
    attempt,
    retry_in_ms: retryInMs,
  };
}

function emitDelivery(tx: Transaction, message: ClaimedMessage, { event, reason }: StateChange, now: Date): void {
  const data = notificationOf(message, now);
  if (event === 'sent') tx.emit({ definition: notificationSent, subject: message.complaintId, data });
  else
    tx.emit({
      definition: notificationFailed,
      subject: message.complaintId,
      data: { ...data, reason: reason ?? 'unknown' },
    });
}

/** The data that all delivery events have. A message that was never tried counts as tried once. */
export function notificationOf(message: ClaimedMessage, at: Date): Notification {
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
