import { poolOf, prepared } from '@redress/database';
import type { DataSource } from 'typeorm';
import type { IncomingRecord } from '../transport.js';
import { keepDays } from './log-days.js';

/**
 * How far a partition has been read. `at` identifies the record at that offset: the time at which it was published,
 * in microseconds, as the database writes it. A failover to an asynchronous replica takes back the newest commits,
 * and other records then get the same offsets; an offset alone would not show that. `at` is null where nothing has
 * been read yet, or where the record is gone with its day.
 */
export interface Position {
  offset: number;
  at: string | null;
}

export interface LogRecord extends IncomingRecord {
  position: Position;
}

interface Row {
  partition: number;
  offset: number | null;
  at: string;
  key: string;
  value: string;
}

// `found` and the records come from one snapshot: a position is either checked and used, or not used. LIMIT keeps the
// planner from joining whole tables. A record that may have been dropped with its day is not looked for: no failover
// goes back that far.
const statement = `
  WITH place AS MATERIALIZED (
    SELECT p.partition, p.done_offset,
           p.at IS NULL OR p.at < now() - interval '${keepDays - 1} days' OR f.found IS NOT NULL AS valid
      FROM unnest($2::int[], $3::bigint[], $4::timestamptz[]) AS p (partition, done_offset, at)
      LEFT JOIN LATERAL (
        SELECT true AS found FROM transport.log
         WHERE topic = $1 AND partition = p.partition AND "offset" = p.done_offset AND at = p.at LIMIT 1) f ON true
  )
  SELECT place.partition, l."offset", l.at::text AS at, l.key, l.value FROM place
    LEFT JOIN LATERAL (
      SELECT "offset", at, key, value FROM transport.log
       WHERE topic = $1 AND partition = place.partition AND "offset" > place.done_offset AND place.valid
       ORDER BY "offset" LIMIT $5::int) l ON true
   WHERE NOT place.valid OR l."offset" IS NOT NULL
   ORDER BY place.partition, l."offset"`;

/**
 * Reads at most `limit` records of each partition, from behind its position, in order. `invalid` names the partitions
 * whose position does not belong to the database's present log: nothing was read from them, and the position must not
 * be used again.
 */
export async function readLog(
  dataSource: DataSource,
  topic: string,
  positions: ReadonlyMap<number, Position>,
  limit: number,
): Promise<{ records: LogRecord[]; invalid: number[] }> {
  const rows = await prepared<Row>(poolOf(dataSource), statement, [
    topic,
    [...positions.keys()],
    [...positions.values()].map(({ offset }) => offset),
    [...positions.values()].map(({ at }) => at),
    limit,
  ]);
  const records: LogRecord[] = [];
  const invalid: number[] = [];
  for (const { partition, offset, at, key, value } of rows) {
    if (offset === null) invalid.push(partition);
    else records.push({ topic, partition, offset: String(offset), key, value: Buffer.from(value), headers: {}, position: { offset, at } });
  }
  return { records, invalid };
}
