import type { Transaction } from '@redress/messaging';
import type { ClaimedMessage, Message, MessageState, WantedMessage, Way } from '../message.js';

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
  claimed_from: ClaimedMessage['claimedFrom'];
}

const columns = `m.complaint_id, m.purpose, m.id, m.way, m.form, m.recipient, m.language, m.number, m.facts, m.wanted_at,
            m.state, m.attempt, m.instance`;

function read(row: Row): ClaimedMessage & { state: MessageState } {
  const { complaint_id: complaintId, wanted_at: wantedAt, claimed_from: claimedFrom, ...rest } = row;
  return { ...rest, complaintId, wantedAt, claimedFrom };
}

/**
 * Inserts the messages that do not exist yet, one row for each complaint and purpose, and returns those rows. A message
 * whose way is in `instances` is inserted as already claimed by that instance, which saves the claim when this process
 * can send it at once.
 */
export async function insertMessages(
  tx: Transaction,
  wanted: readonly WantedMessage[],
  instances: ReadonlyMap<Way, string>,
) {
  const rows = wanted.map(({ complaintId, suppressed, ...message }) => {
    const instance = suppressed === undefined ? instances.get(message.way) : undefined;
    const state: MessageState = suppressed ? 'suppressed' : instance ? 'sending' : 'wanted';
    return { ...message, complaint_id: complaintId, state, reason: suppressed, instance };
  });
  // In a fixed order: two transactions that insert the same complaints wait for each other and do not deadlock.
  rows.sort((a, b) => (a.complaint_id < b.complaint_id ? -1 : a.complaint_id > b.complaint_id ? 1 : 0));
  const inserted = await tx.query<Row>(
    `INSERT INTO notifier.messages AS m
       (complaint_id, purpose, id, way, form, recipient, language, number, facts, state, reason, attempt, instance,
        taken_at, next_attempt_at, done_at)
     SELECT complaint_id, purpose, id, way, form, recipient, language, number, facts, state, reason,
            (state = 'sending')::int, instance,
            CASE state WHEN 'sending' THEN now() END, CASE state WHEN 'wanted' THEN now() END,
            CASE state WHEN 'suppressed' THEN now() END
       FROM jsonb_to_recordset($1::jsonb) AS new (complaint_id uuid, purpose text, id uuid, way text, form text,
            recipient text, language text, number text, facts jsonb, state text, reason text, instance uuid)
     ON CONFLICT (complaint_id, purpose) DO NOTHING
     RETURNING ${columns}, 'wanted' AS claimed_from`,
    [JSON.stringify(rows)],
  );
  return inserted.map(read);
}

/**
 * Claims up to `limit` due messages of `way` for `instance`, oldest first; skips those that another transaction is
 * claiming.
 */
export async function claimDue(tx: Transaction, way: Way, limit: number, instance: string): Promise<ClaimedMessage[]> {
  const rows = await tx.query<Row>(
    `WITH due AS (
       SELECT complaint_id, purpose, state FROM notifier.messages
        WHERE way = $1 AND state IN ('wanted', 'unknown') AND next_attempt_at <= now()
        ORDER BY next_attempt_at LIMIT $2 FOR UPDATE SKIP LOCKED)
     UPDATE notifier.messages m
        SET state = 'sending', attempt = m.attempt + 1, instance = $3, taken_at = now(), next_attempt_at = NULL
       FROM due WHERE m.complaint_id = due.complaint_id AND m.purpose = due.purpose
     RETURNING ${columns}, due.state AS claimed_from`,
    [way, limit, instance],
  );
  return rows.map(read);
}

/** Half a minute: much longer than the time between the commit of a claim and its confirmation. */
const unconfirmedAfter = '30 seconds';

/**
 * Messages of `way` that are left in `sending` become `unknown` and due at once: those of a dead instance (its advisory
 * lock is free), and those that instance `own` claimed without a confirmation (the response to its commit was lost).
 * `held` contains the ids of the messages that `own` has in memory. Returns the number of changed messages.
 */
export async function recoverAbandoned(
  tx: Transaction,
  way: Way,
  own: string,
  held: readonly string[],
): Promise<number> {
  const owners = await tx.query<{ instance: string }>(
    `SELECT DISTINCT instance FROM notifier.messages WHERE way = $1 AND state = 'sending' AND next_attempt_at IS NULL`,
    [way],
  );
  if (owners.length === 0) return 0;
  // A shared lock: recoveries of two ways at the same time must not mistake each other for the live owner.
  const dead = await tx.query<{ instance: string }>(
    `SELECT instance FROM unnest($1::uuid[]) instance
      WHERE pg_try_advisory_xact_lock_shared(${instanceLock('instance')})`,
    [owners.map(({ instance }) => instance).filter((instance) => instance !== own)],
  );
  const rows = await tx.query(
    `UPDATE notifier.messages SET state = 'unknown', instance = NULL, next_attempt_at = now()
      WHERE way = $4 AND state = 'sending' AND next_attempt_at IS NULL AND NOT id = ANY($3::uuid[])
        AND (instance = ANY($1::uuid[]) OR (instance = $2 AND taken_at < now() - interval '${unconfirmedAfter}'))
     RETURNING 1`,
    [dead.map(({ instance }) => instance), own, held, way],
  );
  return rows.length;
}

/**
 * SQL for the key of the advisory lock that an instance holds while it is alive. `expression` is the SQL of its id.
 */
export function instanceLock(expression: string): string {
  return `hashtextextended('redress.notifier.' || ${expression}::text, 0)`;
}
