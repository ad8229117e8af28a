import type { DataSource } from 'typeorm';

/** The minimum retention of a record in the log, in days. */
export const keepDays = 14;

const settings = { daysAhead: 2, otherRows: 1_000, otherBatches: 500 } as const;

interface Day {
  table: string;
  from: string;
  to: string;
}

/**
 * Creates the log's tables for today and the next two days (UTC, by the database's clock), so that no record is stored
 * in the default table. Records of such a day that are already in the default table are moved to the new table.
 */
export async function makeLogDays(dataSource: DataSource): Promise<void> {
  const days: Day[] = await dataSource.query(
    `SELECT to_char(day, '"log_"YYYYMMDD') AS "table", day::text AS "from", (day + 1)::text AS "to"
       FROM generate_series(0, $1::int) AS n, LATERAL (SELECT (now() AT TIME ZONE 'UTC')::date + n AS day) AS d
      WHERE to_regclass('transport.' || to_char(day, '"log_"YYYYMMDD')) IS NULL ORDER BY day`,
    [settings.daysAhead],
  );
  for (const day of days) await makeDay(dataSource, day);
}

async function makeDay(dataSource: DataSource, { table, from, to }: Day): Promise<void> {
  const bounds = `FROM ('${from} 00:00:00+00') TO ('${to} 00:00:00+00')`;
  await dataSource.transaction(async (tx) => {
    // Publishers wait, readers do not. If two processes create the same day, the second finds the table.
    await tx.query('LOCK TABLE ONLY transport.log IN SHARE ROW EXCLUSIVE MODE');
    const [{ made }]: [{ made: boolean }] = await tx.query(
      `SELECT to_regclass('transport.${table}') IS NOT NULL AS made`,
    );
    if (made) return;
    await tx.query(`CREATE TABLE transport.${table} (LIKE transport.log INCLUDING ALL)`);
    await tx.query(
      `WITH moved AS (
         DELETE FROM transport.log_other WHERE at >= '${from} 00:00:00+00' AND at < '${to} 00:00:00+00' RETURNING *
       )
       INSERT INTO transport.${table} SELECT * FROM moved`,
    );
    await tx.query(`ALTER TABLE transport.log ATTACH PARTITION transport.${table} FOR VALUES ${bounds}`);
  });
}

/**
 * Removes records that are older than {@link keepDays} and that every group has read: whole days by DROP TABLE, records
 * in the default table in small batches. If a group has not read a record of a day, that day and all later days are
 * kept. Returns the names of the dropped tables.
 */
export async function dropLogDays(dataSource: DataSource): Promise<string[]> {
  await trimOther(dataSource);
  const tables: { name: string }[] = await dataSource.query(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'transport.log'::regclass AND c.relname ~ '^log_\\d{8}$'
        AND c.relname < to_char((now() AT TIME ZONE 'UTC')::date - $1::int, '"log_"YYYYMMDD') ORDER BY 1`,
    [keepDays],
  );
  const dropped: string[] = [];
  for (const { name } of tables) {
    const [unread]: unknown[] = await dataSource.query(
      `SELECT 1 FROM transport.readers r
        CROSS JOIN LATERAL (SELECT 1 FROM transport.${name}
          WHERE topic = r.topic AND partition = r.partition AND "offset" > r.done_offset LIMIT 1) l LIMIT 1`,
    );
    if (unread) break;
    await dataSource.query(`DROP TABLE transport.${name}`);
    dropped.push(name);
  }
  return dropped;
}

async function trimOther(dataSource: DataSource): Promise<void> {
  for (let batch = 0; batch < settings.otherBatches; batch++) {
    const [, deleted]: [unknown, number] = await dataSource.query(
      `DELETE FROM transport.log_other WHERE ctid = ANY (ARRAY(
         SELECT l.ctid FROM transport.log_other l
          WHERE l.at < now() - $1 * interval '1 day' AND NOT EXISTS (SELECT FROM transport.readers r
            WHERE r.topic = l.topic AND r.partition = l.partition AND r.done_offset < l."offset")
          LIMIT $2))`,
      [keepDays, settings.otherRows],
    );
    if (deleted < settings.otherRows) return;
  }
}
