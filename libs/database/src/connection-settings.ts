import pg from 'pg';
import type { Logger } from 'typeorm';

const { builtins } = pg.types;
const int8Array = 1016;

/** Parses a 64-bit integer. @throws RangeError beyond 2^53, which a JavaScript number cannot represent exactly */
function integer(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError('a bigint column holds a value beyond 2^53: select it as text');
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

/**
 * How column types are parsed: see `openDatabase`. Only our own connections use it; pg's global parsers are unchanged.
 */
const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === builtins.INT8) return integer;
      if (oid === int8Array) return integers;
      // pg would parse these two in the time zone of the process.
      if (oid === builtins.DATE || oid === builtins.TIMESTAMP) return asWritten;
    }
    return pg.types.getTypeParser(oid, format as 'text');
  }) as pg.CustomTypesConfig['getTypeParser'],
};

/** Time limits of a connection, in milliseconds; 0 means no limit. */
interface Limits {
  /** Until a connection is established, or one of the pool is free. */
  connectMs: number;
  /** For one statement, enforced by the server (`statement_timeout`). */
  statementMs: number;
  /** For each lock a statement waits for (`lock_timeout`). */
  lockMs: number;
  /** For the time between two statements of a transaction (`idle_in_transaction_session_timeout`). */
  idleInTransactionMs: number;
}

/**
 * Options for pg's Pool and Client: time limits, TCP keep-alive, UTC and our column types.
 * Where `statementMs` is set, the client itself gives up five seconds later ('Query read timeout').
 */
export function connectionSettings(limits: Limits): pg.ClientConfig {
  return {
    types: columnTypes,
    connectionTimeoutMillis: limits.connectMs,
    statement_timeout: limits.statementMs,
    lock_timeout: limits.lockMs,
    idle_in_transaction_session_timeout: limits.idleInTransactionMs,
    // A server that is frozen or unreachable (no TCP reset) cannot enforce the statement timeout itself.
    ...(limits.statementMs > 0 ? { query_timeout: limits.statementMs + 5_000 } : {}),
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: '-c timezone=UTC',
  };
}

const nothing = (): void => undefined;

/**
 * TypeORM prints errors of migrations even with `logging: false`, and PostgreSQL's messages quote values. The code that
 * catches such an error logs its SQLSTATE.
 */
export const silentLogger: Logger = {
  logQuery: nothing,
  logQueryError: nothing,
  logQuerySlow: nothing,
  logSchemaBuild: nothing,
  logMigration: nothing,
  log: nothing,
};
