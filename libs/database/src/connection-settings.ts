import pg from 'pg';
import type { Logger } from 'typeorm';

const { builtins } = pg.types;
const int8Array = 1016;

/**
 * A 64-bit integer as a JavaScript number. @throws RangeError beyond 2^53, where a number would silently be another one.
 */
function integer(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a bigint column holds a value beyond 2^53: read it as text');
  return value;
}

const integers = (text: string): (number | null)[] =>
  text === '{}'
    ? []
    : text
        .slice(1, -1)
        .split(',')
        .map((item) => (item === 'NULL' ? null : integer(item)));

const asWritten = (text: string): string => text;

/** What columns become: see `openDatabase`. Kept to our own connections; pg's global parsers stay untouched. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === builtins.INT8) return integer;
      if (oid === int8Array) return integers;
      // pg would make a Date at midnight in the process's own zone of these two.
      if (oid === builtins.DATE || oid === builtins.TIMESTAMP) return asWritten;
    }
    return pg.types.getTypeParser(oid, format as 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};

/** Time limits of a connection, in milliseconds; 0 = none. */
export interface Limits {
  /** Until a connection is there, or one of the pool is free. */
  connectMs: number;
  /** Of one statement, by the server. */
  statementMs: number;
  /** Waiting for a lock. */
  lockMs: number;
  /** A transaction in which nothing happens. */
  idleInTransactionMs: number;
}

/** Options for pg's Pool and Client, the same wherever we connect. */
export function connectionSettings(limits: Limits): pg.ClientConfig {
  return {
    types: columnTypes,
    connectionTimeoutMillis: limits.connectMs,
    statement_timeout: limits.statementMs,
    lock_timeout: limits.lockMs,
    idle_in_transaction_session_timeout: limits.idleInTransactionMs,
    // A server that hangs (frozen, cut off without a reset) cannot end the statement itself.
    ...(limits.statementMs > 0 ? { query_timeout: limits.statementMs + 5_000 } : {}),
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: '-c timezone=UTC',
  };
}

const nothing = (): void => undefined;

/** TypeORM prints errors of migrations even with `logging: false`, and PostgreSQL's messages quote values. Whoever catches them logs their code. */
export const silentLogger: Logger = {
  logQuery: nothing,
  logQueryError: nothing,
  logQuerySlow: nothing,
  logSchemaBuild: nothing,
  logMigration: nothing,
  log: nothing,
};
