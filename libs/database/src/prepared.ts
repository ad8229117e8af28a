import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { DataSource } from 'typeorm';

const names = new Map<string, string>();

/** The pg pool of a DataSource from `openDatabase`, for performance-critical statements. */
export function poolOf(dataSource: DataSource): pg.Pool {
  return (dataSource.driver as unknown as { master: pg.Pool }).master;
}

/**
 * Runs a statement that is parsed once per connection (a named prepared statement) and returns its rows, including
 * those of `RETURNING`. Use it only for a small, fixed set of statement texts: each stays prepared for the lifetime of
 * the connection. PgBouncer in transaction mode must be 1.21 or newer.
 * @throws what pg throws; `isUnreachable` and `sqlState` classify it
 */
export async function prepared<T>(on: pg.Pool | pg.PoolClient, sql: string, values: unknown[] = []): Promise<T[]> {
  let name = names.get(sql);
  if (!name) names.set(sql, (name = `redress-${createHash('sha1').update(sql).digest('base64url').slice(0, 16)}`));
  const result = await on.query({ name, text: sql, values });
  return result.rows as T[];
}

/**
 * Separates the values in {@link jsonColumn}: a character that JSON text contains only in escaped form (RFC 8259 §7).
 */
const separator = '\u001e';

/**
 * Joins JSON texts into one parameter; in SQL, split it with `string_to_array($n, E'\\x1e')`. This avoids escaping
 * every quote of every text, which an array parameter requires.
 */
export function jsonColumn(texts: readonly string[]): string {
  return texts.join(separator);
}
