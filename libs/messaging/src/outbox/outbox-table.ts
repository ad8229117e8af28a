import { jsonColumn, poolOf, prepared } from '@redress/database';
import type { DataSource } from 'typeorm';
import { countBySubject, sequencesOf, type OlderRow } from './order.rules.js';
import { numbered } from './new-event.js';
import type { OutboxRow } from './outbox-row.js';
import type { LogPlace } from '../transport.js';
import { transportSchema } from '../postgres/transport-schema.js';

/** What a transaction offers to the statements below. */
export interface Statements {
  query<T>(sql: string, parameters?: unknown[]): Promise<T[]>;
}

/**
 * The owner of rows that nobody has in hand: every relay may take them. (No owner at all: written by an older release.)
 */
export const nobody = '00000000-0000-0000-0000-000000000000';

/** A row that a relay has taken, with its place in the order of the outbox. */
export type ClaimedRow = OutboxRow & { position: number };

export interface Claim {
  owner: string;
  limit: number;
  /** The position behind which rows are taken. */
  after: number;
  /** Whether to take rows of instances whose lease has ended. */
  fromDead: boolean;
}

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
   * Stores numbered rows and returns, for each of their topics and keys, the newest older row, if there is one. Because
   * the counters are locked, no older row can appear later.
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
   * Deletes rows if the log holds the records at all of `places` in the same snapshot. Returns false, and deletes none,
   * if it does not: then a failover has taken back what was published.
   */
  async deleteIfHeld(eventIds: readonly string[], places: readonly LogPlace[]): Promise<boolean> {
    const [result] = await prepared<{ lost: boolean }>(
      poolOf(this.dataSource),
      `WITH lost AS MATERIALIZED (
         SELECT FROM unnest($2::text[], $3::int[], $4::bigint[], $5::timestamptz[]) AS place (topic, partition, "offset", at)
          WHERE NOT EXISTS (SELECT FROM ${transportSchema}.log row WHERE row.topic = place.topic
            AND row.partition = place.partition AND row."offset" = place."offset" AND row.at = place.at)
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
    const sql = `SELECT event_id FROM ${this.schema}.outbox WHERE owner = $1 AND NOT ${isAhead('relay_after')}`;
    const rows = await prepared<{ event_id: string }>(poolOf(this.dataSource), sql, [owner]);
    return rows.map(({ event_id: eventId }) => eventId);
  }

  async isEmpty(): Promise<boolean> {
    const rows = await prepared(poolOf(this.dataSource), `SELECT FROM ${this.schema}.outbox LIMIT 1`);
    return rows.length === 0;
  }

  /**
   * Takes free rows in the order of their positions, and none whose older sibling (the same topic and key) is not free
   * or is not behind `after`. Takes none while another relay of this schema is taking some.
   */
  async claim(claim: Claim, tx: Statements): Promise<ClaimedRow[]> {
    // A statement of its own: what the other relay took must be visible to the next one. A process that is suspended
    // here loses its transaction after three seconds.
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
   * A row of an older release counts as in hand for a second after it was written. What the claiming process itself
   * owns is never free: it has it in hand, or gives it back (see `ownedForLong`).
   */
  private isFree(row: string): string {
    return `CASE
      WHEN ${row}.owner IS NULL THEN NOT ${isAhead(`${row}.relay_after`)}
                                 AND NOT ${isAhead(`${row}.created_at + interval '1 second'`)}
      WHEN ${row}.owner = '${nobody}' THEN NOT ${isAhead(`${row}.relay_after`)}
      WHEN ${row}.owner = $1 OR NOT $4 THEN false
      ELSE NOT EXISTS (SELECT FROM ${this.schema}.instances WHERE id = ${row}.owner AND ${isAhead('alive_until')}) END`;
  }
}

/**
 * Whether a time that was at most a minute ahead when it was written is still to come. One that lies further ahead (the
 * clock of the database was set back) is over.
 */
function isAhead(time: string): string {
  return `(${time} BETWEEN now() AND now() + interval '70 seconds')`;
}

/** Until when relays of older releases leave a row alone that `owner` has in hand from now on. */
export function relayAfter(owner: string): string {
  const nobodyHasIt = `${owner}::uuid IS NULL OR ${owner}::uuid = '${nobody}'`;
  return `CASE WHEN ${nobodyHasIt} THEN '-infinity'::timestamptz ELSE now() + ${olderReleasesWait} END`;
}
