import type { Transaction } from '@redress/messaging';
import type { WantedMessage } from '../acknowledge/wanted-message.rules.js';
import type { Message, MessageState, TakenMessage, Way } from '../message.js';

interface Row {
  complaint_id: string;
  purpose: Message['purpose'];
  id: string;
  way: Way;
  form: Message['form'];
  recipient: string | null;
  language: Message['language'];
  number: string;
  facts: Message['facts'];
  wanted_at: Date;
  state: MessageState;
  attempt: number;
  instance: string;
}

const columns =
  'm.complaint_id, m.purpose, m.id, m.way, m.form, m.recipient, m.language, m.number, m.facts, m.wanted_at, m.state, m.attempt, m.instance';

function read(row: Row): TakenMessage & { state: MessageState } {
  const { complaint_id: complaintId, wanted_at: wantedAt, ...rest } = row;
  return { ...rest, complaintId, wantedAt };
}

/**
 * Inserts what is not there yet, at most one row a complaint and purpose whatever arrives later, and gives those rows.
 * With `instance`, mails are inserted as already taken by it: that saves the claim where this process can send at once.
 */
export async function insertMessages(tx: Transaction, wanted: readonly WantedMessage[], instance: string | undefined) {
  const rows = wanted.map(({ complaintId, suppressed, ...message }) => {
    const taken = suppressed === undefined && message.way === 'email' ? instance : undefined;
    const state: MessageState = suppressed ? 'suppressed' : taken ? 'sending' : 'wanted';
    return { ...message, complaint_id: complaintId, state, reason: suppressed, instance: taken };
  });
  // In a fixed order, so that two transactions that bring the same complaints wait for one another and do not deadlock.
  rows.sort((a, b) => (a.complaint_id < b.complaint_id ? -1 : a.complaint_id > b.complaint_id ? 1 : 0));
  const inserted = await tx.query<Row>(
    `INSERT INTO notifier.messages AS m
       (complaint_id, purpose, id, way, form, recipient, language, number, facts, state, reason, attempt, instance, taken_at, next_attempt_at,
        done_at)
     SELECT complaint_id, purpose, id, way, form, recipient, language, number, facts, state, reason,
            (state = 'sending')::int, instance, CASE state WHEN 'sending' THEN now() END, CASE state WHEN 'wanted' THEN now() END,
            CASE state WHEN 'suppressed' THEN now() END
       FROM jsonb_to_recordset($1::jsonb) AS new (complaint_id uuid, purpose text, id uuid, way text, form text, recipient text,
            language text, number text, facts jsonb, state text, reason text, instance uuid)
     ON CONFLICT (complaint_id, purpose) DO NOTHING
     RETURNING ${columns}`,
    [JSON.stringify(rows)],
  );
  return inserted.map(read);
}

/** Takes up to `limit` due messages for `instance`, oldest first, and none that another transaction is taking. */
export async function takeDue(tx: Transaction, way: Way, limit: number, instance: string): Promise<TakenMessage[]> {
  const rows = await tx.query<Row>(
    `WITH due AS (
       SELECT complaint_id, purpose FROM notifier.messages
        WHERE way = $1 AND state IN ('wanted', 'unknown') AND next_attempt_at <= now()
        ORDER BY next_attempt_at LIMIT $2 FOR UPDATE SKIP LOCKED)
     UPDATE notifier.messages m
        SET state = 'sending', attempt = m.attempt + 1, instance = $3, taken_at = now(), next_attempt_at = NULL
       FROM due WHERE m.complaint_id = due.complaint_id AND m.purpose = due.purpose
     RETURNING ${columns}`,
    [way, limit, instance],
  );
  return rows.map(read);
}

/** Half a minute is far longer than a committed row takes to reach the memory of the process that took it. */
const forgottenAfter = '30 seconds';

/**
 * Messages left in `sending` become `unknown`, due at once: those of an instance that is gone (its advisory lock is free), and those
 * this instance took and knows nothing of (the answer to its commit was lost). `held` are the complaints it has in memory. Gives how many.
 */
export async function recoverAbandoned(tx: Transaction, own: string, held: readonly string[]): Promise<number> {
  const owners = await tx.query<{ instance: string }>(
    `SELECT DISTINCT instance FROM notifier.messages WHERE way = 'email' AND state = 'sending' AND next_attempt_at IS NULL`,
  );
  if (owners.length === 0) return 0;
  const gone = await tx.query<{ instance: string }>(
    `SELECT instance FROM unnest($1::uuid[]) instance WHERE pg_try_advisory_xact_lock(${instanceLock('instance')})`,
    [owners.map(({ instance }) => instance).filter((instance) => instance !== own)],
  );
  const rows = await tx.query(
    `UPDATE notifier.messages SET state = 'unknown', instance = NULL, next_attempt_at = now()
      WHERE way = 'email' AND state = 'sending' AND next_attempt_at IS NULL AND NOT complaint_id = ANY($3::uuid[])
        AND (instance = ANY($1::uuid[]) OR (instance = $2 AND taken_at < now() - interval '${forgottenAfter}'))
     RETURNING 1`,
    [gone.map(({ instance }) => instance), own, held],
  );
  return rows.length;
}

/** The advisory lock that is held as long as an instance lives. */
export function instanceLock(expression: string): string {
  return `hashtextextended('redress.notifier.' || ${expression}::text, 0)`;
}
