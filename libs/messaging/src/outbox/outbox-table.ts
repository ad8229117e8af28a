import { jsonColumn, poolOf, prepared } from '@redress/database';
import type { DataSource } from 'typeorm';
import { countBySubject, sequencesOf, type OlderRow } from './order.rules.js';
import { numbered } from './new-event.js';
import type { OutboxRow } from './outbox-row.js';

/** What a transaction offers to the statements below. */
export interface Statements {
  query<T>(sql: string, parameters?: unknown[]): Promise<T[]>;
}

/**
 * The owner of rows that nobody has in hand: every relay may take them. (No owner at all: written by an older release.)
 */
export const nobody = '00000000-0000-0000-0000-000000000000';

/** What becomes of a row that the carrier did not take; `code` where it refused the row. */
export interface GivenBack {
  eventId: string;
  code?: string;
}

/**
 * Relays of older releases take rows after `relay_after`; they leave alone what an instance has had in hand for less
 * than this.
 */
const olderReleasesWait = `interval '10 seconds'`;
const refusedWait = `interval '1 minute'`;

/**
 * The SQL of one service's outbox. What each statement guarantees is explained in docs/decisions/0002-one-path-out.md.
 */
export class OutboxTable {
  constructor(
    private readonly dataSource: DataSource,
    readonly schema: string,
  ) {}

  /**
   * Gives the rows their sequences. Locks the counters of their subjects, in a fixed order, until the transaction ends.
   */
  async number(rows: readonly OutboxRow[], tx: Statements): Promise<OutboxRow[]> {
    // `taken` carries the count into DO UPDATE. The settings hold for what follows in this transaction, which is the
    // insert: it is planned once, and never to read the whole table for each key, which looks cheap in a table that is
    // often empty.
    const raised = await tx.query<{ subject: string; last: number }>(
      `WITH raised AS (
         INSERT INTO ${this.schema}.sequences AS counter (subject, last, taken)
         SELECT subject, taken + coalesce((SELECT max(last) FROM ${this.schema}.stored_sequences
                  WHERE about = CASE WHEN pg_input_is_valid(subject, 'uuid') THEN subject::uuid END), 0), taken
           FROM json_to_recordset($1::json) AS wanted (subject text, taken int) ORDER BY subject COLLATE "C"
         ON CONFLICT (subject) DO UPDATE SET taken = excluded.taken,
           last = greatest(counter.last, excluded.last - excluded.taken) + excluded.taken
         RETURNING subject, last
       )
       SELECT subject, last, set_config('enable_seqscan', 'off', true),
              set_config('plan_cache_mode', 'force_generic_plan', true) FROM raised`,
      [JSON.stringify(countBySubject(rows))],
    );
    const sequences = sequencesOf(rows, new Map(raised.map(({ subject, last }) => [subject, last])));
    return rows.map((row, index) => numbered(row, sequences[index]!));
  }

  /**
   * Stores numbered rows and returns the older rows of the same topics and keys. Because the counters are locked, no
   * older row can appear later.
   */
  insert(rows: readonly OutboxRow[], owner: string | null, tx: Statements): Promise<OlderRow[]> {
    return tx.query<OlderRow>(
      `WITH fresh AS (
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], string_to_array($4, E'\\x1e'))
           WITH ORDINALITY AS fresh (event_id, topic, key, value, place)
       ), inserted AS (
         INSERT INTO ${this.schema}.outbox (event_id, topic, key, value, owner, relay_after)
         SELECT event_id, topic, key, value, $5::uuid, ${relayAfter('$5')} FROM fresh ORDER BY place
       )
       SELECT older.event_id AS "eventId", older.topic, older.key
         FROM (SELECT DISTINCT topic, key FROM fresh) wanted
        CROSS JOIN LATERAL (SELECT event_id, topic, key FROM ${this.schema}.outbox row
          WHERE row.topic = wanted.topic AND row.key = wanted.key ORDER BY position LIMIT 1000) older`,
      [
        rows.map((row) => row.eventId),
        rows.map((row) => row.topic),
        rows.map((row) => row.key),
        jsonColumn(rows.map((row) => row.value)),
        owner,
      ],
    );
  }

  async delete(eventIds: readonly string[]): Promise<void> {
    await prepared(poolOf(this.dataSource), `DELETE FROM ${this.schema}.outbox WHERE event_id = ANY($1::uuid[])`, [
      eventIds,
    ]);
  }

  /**
   * Lets every relay take rows of `owner`; those with a code after a minute, because a missing topic may have been
   * created.
   */
  async giveBack(rows: readonly GivenBack[], owner: string): Promise<void> {
    await prepared(
      poolOf(this.dataSource),
      `UPDATE ${this.schema}.outbox SET owner = '${nobody}', refused = coalesce(back.code, refused),
              relay_after = CASE WHEN back.code IS NULL THEN '-infinity' ELSE now() + ${refusedWait} END
         FROM jsonb_to_recordset($1::jsonb) AS back ("eventId" uuid, code text)
        WHERE event_id = back."eventId" AND (owner IS NULL OR owner = $2)`,
      [JSON.stringify(rows), owner],
    );
  }

  /** Ids of rows that `owner` has had for more than ten seconds. */
  async ownedForLong(owner: string): Promise<string[]> {
    const sql = `SELECT event_id FROM ${this.schema}.outbox WHERE owner = $1 AND relay_after < now()`;
    const rows = await prepared<{ event_id: string }>(poolOf(this.dataSource), sql, [owner]);
    return rows.map(({ event_id: eventId }) => eventId);
  }

  async isEmpty(): Promise<boolean> {
    const rows = await prepared(poolOf(this.dataSource), `SELECT FROM ${this.schema}.outbox LIMIT 1`);
    return rows.length === 0;
  }

  /**
   * Takes up to `limit` free rows for `owner`, in the order of their positions, and none whose older sibling (the same
   * topic and key) is not free. Takes none while another relay of this schema is taking some.
   */
  async claim(owner: string, limit: number, tx: Statements): Promise<OutboxRow[]> {
    // A statement of its own: what the other relay took must be visible to the next one. A process that is suspended
    // here loses its transaction after three seconds.
    const [lock] = await tx.query<{ locked: boolean }>(
      `SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS locked,
              set_config('idle_in_transaction_session_timeout', '3000', true),
              set_config('enable_seqscan', 'off', true)`,
      [`redress.relay.${this.schema}`],
    );
    if (!lock?.locked) return [];
    const rows = await tx.query<OutboxRow & { position: number }>(
      `UPDATE ${this.schema}.outbox SET owner = $1, relay_after = ${relayAfter('$1')}
        WHERE event_id IN (
          SELECT event_id FROM ${this.schema}.outbox row
           WHERE ${this.isFree('row')} AND NOT EXISTS (
             SELECT FROM ${this.schema}.outbox older
              WHERE older.topic = row.topic AND older.key = row.key AND older.position < row.position
                AND NOT ${this.isFree('older')})
           ORDER BY position LIMIT $2 FOR UPDATE)
       RETURNING event_id AS "eventId", topic, key, value, position`,
      [owner, limit],
    );
    return rows.sort((a, b) => a.position - b.position);
  }

  /** A row of an older release counts as in hand for a second after it was written. */
  private isFree(row: string): string {
    return `CASE
      WHEN ${row}.owner IS NULL THEN ${row}.relay_after < now() AND ${row}.created_at < now() - interval '1 second'
      WHEN ${row}.owner = '${nobody}' THEN ${row}.relay_after < now()
      ELSE NOT EXISTS (SELECT FROM ${this.schema}.instances WHERE id = ${row}.owner AND alive_until > now()) END`;
  }
}

/** Until when relays of older releases leave a row alone that `owner` has in hand from now on. */
export function relayAfter(owner: string): string {
  const nobodyHasIt = `${owner}::uuid IS NULL OR ${owner}::uuid = '${nobody}'`;
  return `CASE WHEN ${nobodyHasIt} THEN '-infinity'::timestamptz ELSE now() + ${olderReleasesWait} END`;
}
