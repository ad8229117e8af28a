import { jsonColumn, poolOf, prepared } from '@redress/database';
import type { DataSource } from 'typeorm';
import { countBySubject, sequencesOf, type OlderRow } from './order.rules.js';
import { numbered } from './new-event.js';
import type { OutboxRow } from './outbox-row.js';
import type { LogPlace } from '../transport.js';
import { transportSchema } from '../postgres/transport-schema.js';

/** The part of a transaction that the statements below need. */
export interface Statements {
  query<T>(sql: string, parameters?: unknown[]): Promise<T[]>;
}

/**
 * The owner of released rows: every relay may claim them. (A row without an owner was written by an older release.)
 */
export const unowned = '00000000-0000-0000-0000-000000000000';

/** A row that a relay has claimed, with its position in the outbox. */
export type ClaimedRow = OutboxRow & { position: number };

export interface Claim {
  owner: string;
  limit: number;
  /** Only rows after this position are claimed. */
  after: number;
  /** Whether to claim rows of instances whose lease has expired. */
  fromDead: boolean;
}

/** A row that was not published. `code` is set if the transport refused the row. */
export interface ReturnedRow {
  eventId: string;
  code?: string;
}

/**
 * Relays of older releases claim rows after `relay_after`. They do not claim a row that an instance has owned for less
 * time than this.
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
   * Assigns sequence numbers to the rows. Locks the counters of their subjects, in a fixed order, until the transaction
   * ends.
   */
  async number(rows: readonly OutboxRow[], tx: Statements): Promise<OutboxRow[]> {
    // `taken` passes the count to DO UPDATE. The settings apply to the rest of this transaction, which is the insert.
    // It is planned once, without a sequential scan for each key, which the planner would choose because the table is
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
   * Stores numbered rows and returns, for each of their topics and keys, the newest older row, if there is one. Because
   * the counters are locked, no older row can be committed later.
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
          WHERE row.topic = wanted.topic AND row.key = wanted.key ORDER BY position DESC LIMIT 1) older`,
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
   * Deletes the rows if the log contains the records at all `places` in the same snapshot. Otherwise deletes none and
   * returns false: a failover has then lost published records.
   */
  async deleteIfHeld(eventIds: readonly string[], places: readonly LogPlace[]): Promise<boolean> {
    const [result] = await prepared<{ lost: boolean }>(
      poolOf(this.dataSource),
      `WITH lost AS MATERIALIZED (
         SELECT FROM unnest($2::text[], $3::int[], $4::bigint[], $5::timestamptz[]) AS place (topic, partition, "offset", at)
          WHERE (SELECT true FROM ${transportSchema}.log row WHERE row.topic = place.topic
            AND row.partition = place.partition AND row."offset" = place."offset" AND row.at = place.at) IS NULL
       ), gone AS (
         DELETE FROM ${this.schema}.outbox WHERE event_id = ANY($1::uuid[]) AND NOT EXISTS (SELECT FROM lost)
       )
       SELECT EXISTS (SELECT FROM lost) AS lost`,
      [
        eventIds,
        places.map(({ topic }) => topic),
        places.map(({ partition }) => partition),
        places.map(({ offset }) => offset),
        places.map(({ at }) => at),
      ],
    );
    return !result!.lost;
  }

  /**
   * Releases rows of `owner`: every relay may claim them, but rows with a code only after a minute (a missing topic may
   * have been created by then).
   */
  async giveBack(rows: readonly ReturnedRow[], owner: string): Promise<void> {
    await prepared(
      poolOf(this.dataSource),
      `UPDATE ${this.schema}.outbox SET owner = '${unowned}', refused = coalesce(back.code, refused),
              relay_after = CASE WHEN back.code IS NULL THEN '-infinity' ELSE now() + ${refusedWait} END
         FROM jsonb_to_recordset($1::jsonb) AS back ("eventId" uuid, code text)
        WHERE event_id = back."eventId" AND (owner IS NULL OR owner = $2)`,
      [JSON.stringify(rows), owner],
    );
  }

  /** Ids of the rows that `owner` has owned for more than ten seconds. */
  async ownedForLong(owner: string): Promise<string[]> {
    const sql = `SELECT event_id FROM ${this.schema}.outbox WHERE owner = $1 AND NOT ${isAhead('relay_after')}`;
    const rows = await prepared<{ event_id: string }>(poolOf(this.dataSource), sql, [owner]);
    return rows.map(({ event_id: eventId }) => eventId);
  }

  async isEmpty(): Promise<boolean> {
    const rows = await prepared(poolOf(this.dataSource), `SELECT FROM ${this.schema}.outbox LIMIT 1`);
    return rows.length === 0;
  }

  /**
   * Claims free rows in the order of their positions. Skips a row if an older row of the same topic and key is not free
   * or is not after `after`. Claims no rows while another relay of this schema is claiming some.
   */
  async claim(claim: Claim, tx: Statements): Promise<ClaimedRow[]> {
    // A separate statement: the next one must see what the other relay has claimed. If the process is suspended here,
    // PostgreSQL ends its transaction after three seconds.
    const [lock] = await tx.query<{ locked: boolean }>(
      `SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS locked,
              set_config('idle_in_transaction_session_timeout', '3000', true),
              set_config('enable_seqscan', 'off', true)`,
      [`redress.relay.${this.schema}`],
    );
    if (!lock?.locked) return [];
    const rows = await tx.query<ClaimedRow>(
      `UPDATE ${this.schema}.outbox SET owner = $1, relay_after = ${relayAfter('$1')}
        WHERE event_id IN (
          SELECT event_id FROM ${this.schema}.outbox row
           WHERE position > $3 AND ${this.isFree('row')} AND NOT EXISTS (
             SELECT FROM ${this.schema}.outbox older
              WHERE older.topic = row.topic AND older.key = row.key AND older.position < row.position
                AND (older.position <= $3 OR NOT ${this.isFree('older')}))
           ORDER BY position LIMIT $2 FOR UPDATE)
       RETURNING event_id AS "eventId", topic, key, value, position`,
      [claim.owner, claim.limit, claim.after, claim.fromDead],
    );
    return rows.sort((a, b) => a.position - b.position);
  }

  /**
   * SQL: whether a relay may claim the row. A row of an older release is free one second after it was written. Rows of
   * the claiming process are never free: it either holds them or releases them (see `ownedForLong`).
   */
  private isFree(row: string): string {
    return `CASE
      WHEN ${row}.owner IS NULL THEN NOT ${isAhead(`${row}.relay_after`)}
                                 AND NOT ${isAhead(`${row}.created_at + interval '1 second'`)}
      WHEN ${row}.owner = '${unowned}' THEN NOT ${isAhead(`${row}.relay_after`)}
      WHEN ${row}.owner = $1 OR NOT $4 THEN false
      ELSE NOT EXISTS (SELECT FROM ${this.schema}.instances WHERE id = ${row}.owner AND ${isAhead('alive_until')}) END`;
  }
}

/**
 * SQL: whether `time`, which was at most one minute in the future when it was written, is still in the future. A time
 * further ahead counts as past: the clock of the database was set back.
 */
function isAhead(time: string): string {
  return `(${time} BETWEEN now() AND now() + interval '70 seconds')`;
}

/** SQL: the time until which relays of older releases do not claim a row that `owner` owns from now on. */
export function relayAfter(owner: string): string {
  const isUnowned = `${owner}::uuid IS NULL OR ${owner}::uuid = '${unowned}'`;
  return `CASE WHEN ${isUnowned} THEN '-infinity'::timestamptz ELSE now() + ${olderReleasesWait} END`;
}
