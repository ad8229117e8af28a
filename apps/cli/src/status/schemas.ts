import type { DataSource } from 'typeorm';

/** The schemas of services: those with the tables `outbox` and `parked`. */
export async function serviceSchemas(dataSource: DataSource): Promise<string[]> {
  const rows: { schema: string }[] = await dataSource.query(
    `SELECT table_schema AS schema FROM information_schema.tables
      WHERE table_name IN ('outbox', 'parked') AND table_schema ~ '^[a-z][a-z0-9_]*$'
      GROUP BY 1 HAVING count(*) = 2 ORDER BY 1`,
  );
  return rows.map(({ schema }) => schema);
}

interface Backlog {
  service: string;
  /** Events that are not published yet. */
  waiting: number;
  oldestSeconds: number;
  /** Events that the broker refuses: a topic is missing, or the event is too large. */
  refused: number;
  parked: number;
}

/**
 * The numbers of unpublished, refused and parked events of each service; `oldestSeconds` is the age of the oldest one.
 */
export async function backlogs(dataSource: DataSource): Promise<Backlog[]> {
  const found: Backlog[] = [];
  for (const schema of await serviceSchemas(dataSource)) {
    const [row]: Omit<Backlog, 'service'>[] = await dataSource.query(
      `SELECT (SELECT count(*) FROM ${schema}.outbox WHERE refused IS NULL)::int AS waiting,
              (SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)
                 FROM ${schema}.outbox WHERE refused IS NULL)::int AS "oldestSeconds",
              (SELECT count(*) FROM ${schema}.outbox WHERE refused IS NOT NULL)::int AS refused,
              (SELECT count(*) FROM ${schema}.parked WHERE dropped_at IS NULL)::int AS parked`,
    );
    found.push({ service: schema.replaceAll('_', '-'), ...row! });
  }
  return found;
}
