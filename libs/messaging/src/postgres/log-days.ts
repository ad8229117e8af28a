import { sqlState } from '@redress/database';
import type { DataSource } from 'typeorm';

const day = 24 * 60 * 60 * 1_000;
const dayName = (at: number): string => new Date(at).toISOString().slice(0, 10);
const tableName = (date: string): string => `log_${date.replaceAll('-', '')}`;

/** Makes the log's tables for today and the next two days (UTC), so that no record falls into the default table. */
export async function makeLogDays(dataSource: DataSource, now: number): Promise<void> {
  for (const at of [now, now + day, now + 2 * day]) {
    const from = dayName(at);
    await dataSource
      .query(
        `CREATE TABLE IF NOT EXISTS transport.${tableName(from)} PARTITION OF transport.log
           FOR VALUES FROM ('${from} 00:00:00+00') TO ('${dayName(at + day)} 00:00:00+00')`,
      )
      .catch((error: unknown) => {
        // Records of that day already lie in the default table (nobody made the day in time): they stay there.
        // Or another process makes it at this moment, which IF NOT EXISTS does not see.
        if (!['23514', '42P07', '23505'].includes(sqlState(error) ?? '')) throw error;
      });
  }
}

/**
 * Drops the days that are older than `keepDays` and that every group is done with: a group that has not read one record of a day keeps
 * the whole day. Gives the names of the dropped days.
 */
export async function dropLogDays(dataSource: DataSource, now: number, keepDays: number): Promise<string[]> {
  const tables: { name: string }[] = await dataSource.query(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'transport.log'::regclass AND c.relname ~ '^log_\\d{8}$' AND c.relname < $1 ORDER BY 1`,
    [tableName(dayName(now - keepDays * day))],
  );
  await dataSource.query(`DELETE FROM transport.log_other WHERE at < $1`, [new Date(now - keepDays * day)]);
  const dropped: string[] = [];
  for (const { name } of tables) {
    const [behind]: unknown[] = await dataSource.query(
      `SELECT 1 FROM (SELECT topic, partition, max("offset") AS last FROM transport.${name} GROUP BY 1, 2) l
         JOIN transport.readers r USING (topic, partition) WHERE r.done_offset < l.last LIMIT 1`,
    );
    if (behind) break;
    await dataSource.query(`DROP TABLE transport.${name}`);
    dropped.push(name);
  }
  return dropped;
}
