/** The database cannot be reached now. Nothing was decided about the caller's work; the caller may retry. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** The server answers, but Redress cannot use it (its version is too old, for example). A retry cannot succeed. */
export class DatabaseUnfit extends Error {
  override readonly name = 'DatabaseUnfit';
}

/** Another live process uses this home folder. */
export class HomeInUse extends Error {
  override readonly name = 'HomeInUse';

  constructor(
    readonly home: string,
    readonly pid: number | undefined,
  ) {
    const owner = pid === undefined ? 'another process' : `process ${pid}`;
    super(
      `Redress is already running on ${home} (${owner}). Stop that one first, or set REDRESS_HOME to another folder.`,
    );
  }
}

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
]);

// The errors that pg and pg-pool throw without a code. "Query runner already released": TypeORM returns a broken
// connection to the pool at once, so the next statement of the same transaction fails with this message.
const lostConnection = new RegExp(
  `^(${[
    'Connection terminated',
    'timeout exceeded when trying to connect',
    'Client (has encountered|was closed)',
    'Query read timeout',
    'Cannot use a pool after',
    'The server does not',
    'Query runner already released',
  ].join('|')})`,
);

/** An identifier, or a SQLSTATE such as 23505. Seven digits or more could be part of a phone number. */
const safeCode = /^(?!(?:\D*\d){7})(?:[A-Za-z][\w.:-]{0,79}|[0-9A-Z]{5})$/;

/** The error itself and what it wraps: TypeORM's driverError, `cause`, the parts of an AggregateError. */
function* unwrap(error: unknown, depth = 0): Generator<Record<string, unknown>> {
  if (typeof error !== 'object' || error === null || depth > 5) return;
  const outer = error as Record<string, unknown>;
  yield outer;
  yield* unwrap(outer.driverError, depth + 1);
  yield* unwrap(outer.cause, depth + 1);
  if (Array.isArray(outer.errors)) for (const inner of outer.errors) yield* unwrap(inner, depth + 1);
}

/** All codes of an error and of what it wraps, outermost first. */
function* codesOf(error: unknown): Generator<string> {
  for (const { code, type } of unwrap(error)) {
    // kafkajs puts the name of the broker's error into `type`, and its number into `code`.
    for (const candidate of [code, typeof code === 'string' ? undefined : type]) {
      if (typeof candidate === 'string' && safeCode.test(candidate)) yield candidate;
    }
  }
}

/**
 * The code of an error, outermost first, however deep it is wrapped (TypeORM's `driverError`, `cause`, AggregateError):
 * a SQLSTATE ('23505'), a system code ('ECONNREFUSED'), the code of a library or the name of a broker's error.
 * Undefined if there is none. Safe to log: only identifiers are returned, never a value. Accepts anything, never
 * throws.
 */
export function errorCode(error: unknown): string | undefined {
  return codesOf(error).next().value as string | undefined;
}

/**
 * What to log as the code of an error, also of one that has none: its {@link errorCode}, `unreachable` if the database
 * could not be reached (pg gives a lost connection no code), the name of its class, or `unknown`. Never quotes a
 * message. Accepts anything, never throws.
 */
export function reasonOf(error: unknown): string {
  const code = errorCode(error);
  if (code !== undefined) return code;
  if (isUnreachable(error)) return 'unreachable';
  return error instanceof Error && safeCode.test(error.name) ? error.name : 'unknown';
}

/**
 * The SQLSTATE of an error thrown by pg or TypeORM, however deep it is wrapped; undefined for anything else.
 * Safe to log. Source: PostgreSQL documentation, appendix A.
 */
export function sqlState(error: unknown): string | undefined {
  // Node's own EPIPE also has five capitals; no SQLSTATE class begins with E.
  for (const code of codesOf(error)) if (/^(?!E)[0-9A-Z]{5}$/.test(code)) return code;
  return undefined;
}

/**
 * True if the database could not be reached, broke the connection, is starting or stopping, has no connection left, or
 * is read-only (a replica after a failover): the same call may succeed later. False for errors of the statement itself,
 * including a statement timeout (57014).
 */
export function isUnreachable(error: unknown): boolean {
  for (const { name, message } of unwrap(error)) {
    if (name === 'DatabaseUnavailable') return true;
    if (typeof message === 'string' && lostConnection.test(message)) return true;
  }
  for (const code of codesOf(error)) if (networkCodes.has(code)) return true;
  const state = sqlState(error);
  if (state === undefined || state === '57014') return false;
  return /^(08|53|57|58)/.test(state) || state === '25006' || state === '25P03';
}
