import { jsonColumn, poolOf, prepared } from '@redress/database';
import type { DataSource } from 'typeorm';
import type { LogPlace, OutgoingRecord } from '../transport.js';

/**
 * One statement in one transaction. It locks the counters of the partitions in a fixed order, so that publishers never
 * deadlock, advances them, and inserts the records at the reserved offsets. The transaction that commits first has the
 * lower offsets, so after a reader has seen offset n, no record with a lower offset can appear.
 */
const statement = `
  WITH record AS (
    SELECT topic, partition, key, value, row_number() OVER (PARTITION BY topic, partition ORDER BY ordinal) AS place
      FROM unnest($1::text[], $2::int[], $3::text[], string_to_array($4, E'\\x1e'))
           WITH ORDINALITY AS r (topic, partition, key, value, ordinal)
  ), wanted AS (
    SELECT topic, partition, count(*) AS records FROM record GROUP BY topic, partition
  ), locked AS MATERIALIZED (
    SELECT p.topic, p.partition FROM transport.partitions p JOIN wanted USING (topic, partition)
     ORDER BY p.topic, p.partition FOR UPDATE OF p
  ), moved AS (
    UPDATE transport.partitions p SET next_offset = p.next_offset + w.records
      FROM wanted w JOIN locked USING (topic, partition) WHERE p.topic = w.topic AND p.partition = w.partition
    RETURNING p.topic, p.partition, p.next_offset - w.records AS base
  ), published AS (
    INSERT INTO transport.log (topic, partition, "offset", key, value)
    SELECT topic, partition, base + place - 1, key, value FROM record LEFT JOIN moved USING (topic, partition)
    RETURNING topic, partition, "offset", at::text AS at
  )
  SELECT * FROM published LIMIT 1`;

/**
 * Writes records (with their partitions) to the log and returns the place of one of them. If a partition does not exist
 * any more, its offset is null, and the whole statement fails (23502).
 */
export async function publishRecords(
  dataSource: DataSource,
  records: readonly (OutgoingRecord & { partition: number })[],
): Promise<LogPlace | undefined> {
  const [place] = await prepared<LogPlace>(poolOf(dataSource), statement, [
    records.map(({ topic }) => topic),
    records.map(({ partition }) => partition),
    records.map(({ key }) => key),
    jsonColumn(records.map(({ value }) => value)),
  ]);
  return place;
}
