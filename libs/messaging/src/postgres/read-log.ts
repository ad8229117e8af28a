import { poolOf, prepared } from '@redress/database';
import type { DataSource } from 'typeorm';
import type { IncomingRecord } from '../transport.js';

/**
 * How far a partition has been read. `at` identifies the record at that offset: the time at which it was published,
 * in microseconds, as the database writes it. A failover to an asynchronous replica loses the newest commits, and
 * other records then get the same offsets; the offset alone would not show that. `at` is null if nothing has been read
 * yet, or if the record was dropped with its day.
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
  offset: number;
  at: string;
  /** Null in the record at the position itself, which is read only to check that it exists. */
  key: string | null;
  value: string | null;
}

// The result includes the record at the position: new records and the check of the position are read in one snapshot.
const statement = `
  SELECT l.partition, l."offset", l.at::text AS at,
         CASE WHEN l."offset" > p.done_offset THEN l.key END AS key,
         CASE WHEN l."offset" > p.done_offset THEN l.value END AS value
    FROM unnest($2::int[], $3::bigint[]) AS p (partition, done_offset)
   CROSS JOIN LATERAL (
     SELECT partition, "offset", at, key, value FROM transport.log
      WHERE topic = $1 AND partition = p.partition AND "offset" >= p.done_offset ORDER BY "offset" LIMIT $4::int + 1) l
   ORDER BY l.partition, l."offset"`;

/**
 * Reads at most `limit` records of each partition (one more if its position refers to no record), after its position,
 * in order. `missing` contains the partitions whose position refers to a record that is not in the log: nothing was
 * read from them, and the position must not be used again.
 */
export async function readLog(
  dataSource: DataSource,
  topic: string,
  positions: ReadonlyMap<number, Position>,
  limit: number,
): Promise<{ records: LogRecord[]; missing: number[] }> {
  const offsets = [...positions.values()].map(({ offset }) => offset);
  const rows = await prepared<Row>(poolOf(dataSource), statement, [topic, [...positions.keys()], offsets, limit]);
  const named = rows.filter(({ partition, offset, at }) => isAt(positions.get(partition), offset, at));
  const found = new Set(named.map(({ partition }) => partition));
  const isMissing = (partition: number): boolean => positions.get(partition)?.at !== null && !found.has(partition);
  const records = rows.flatMap(({ partition, offset, at, key, value }): LogRecord[] => {
    if (key === null || value === null || isMissing(partition)) return [];
    const position = { offset, at };
    return [{ topic, partition, offset: String(offset), key, value: Buffer.from(value), headers: {}, position }];
  });
  return { records, missing: [...positions.keys()].filter(isMissing) };
}

function isAt(position: Position | undefined, offset: number, at: string): boolean {
  return position?.offset === offset && position.at === at;
}
