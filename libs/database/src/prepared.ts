import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { DataSource } from 'typeorm';

const names = new Map<string, string>();

/** The pg pool under a DataSource of `openDatabase`, for statements that are hot. */
export function poolOf(dataSource: DataSource): pg.Pool {
  return (dataSource.driver as unknown as { master: pg.Pool }).master;
}

/**
 * Runs one statement that is parsed and planned once per connection, and gives its rows (also those of … RETURNING). For statements whose text
 * is one of a fixed few: each text stays prepared as long as the connection lives. (Behind PgBouncer in transaction mode: 1.21 or newer.)
 */
export async function prepared<T>(on: pg.Pool | pg.PoolClient, sql: string, values: unknown[] = []): Promise<T[]> {
  let name = names.get(sql);
  if (!name) names.set(sql, (name = `redress-${createHash('sha1').update(sql).digest('base64url').slice(0, 16)}`));
  const result = await on.query({ name, text: sql, values });
  return result.rows as T[];
}

/** Between values in {@link jsonColumn}: a character that JSON text never holds unescaped (RFC 8259 §7). */
const separator = '\u001e';

/**
 * A column of JSON texts as one parameter; in SQL `string_to_array($n, E'\\x1e')`. An array parameter would have every quote in every
 * text escaped, here and there unescaped again.
 */
export function jsonColumn(texts: readonly string[]): string {
  return texts.join(separator);
}
