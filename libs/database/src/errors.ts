/** The database cannot be reached now: nothing was decided about the caller's work; it may try again later. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** The server answers, but it is not one Redress can use (too old, …). Trying again cannot help. */
export class DatabaseUnfit extends Error {
  override readonly name = 'DatabaseUnfit';
}

/** Another live process works on this home folder. */
export class HomeInUse extends Error {
  override readonly name = 'HomeInUse';

  constructor(
    readonly home: string,
    readonly pid: number | undefined,
  ) {
    const who = pid === undefined ? 'another process' : `process ${pid}`;
    super(`Redress is already running on ${home} (${who}). Stop that one first, or give this one a folder of its own with REDRESS_HOME.`);
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

// pg and pg-pool give these no code. QueryRunnerAlreadyReleasedError: TypeORM gives a connection that broke back to
// the pool at once, so the next statement of the same transaction ends here.
const lostConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered|was closed)|Query read timeout|Cannot use a pool after|The server does not|Query runner already released)/;

/** The error itself and what it wraps: TypeORM's driverError, `cause`, the parts of an AggregateError. */
function* unwrap(error: unknown, depth = 0): Generator<Record<string, unknown>> {
  if (typeof error !== 'object' || error === null || depth > 5) return;
  const outer = error as Record<string, unknown>;
  yield outer;
  yield* unwrap(outer.driverError, depth + 1);
  yield* unwrap(outer.cause, depth + 1);
  if (Array.isArray(outer.errors)) for (const inner of outer.errors) yield* unwrap(inner, depth + 1);
}

/**
 * The five-character SQLSTATE (PostgreSQL manual, appendix A) of an error thrown by pg or TypeORM, however deep it is
 * wrapped; undefined for anything else. Safe to log: it never holds a value.
 */
export function sqlState(error: unknown): string | undefined {
  for (const { code } of unwrap(error)) {
    // Node's own EPIPE also has five capitals; no SQLSTATE class begins with E.
    if (typeof code === 'string' && /^(?!E)[0-9A-Z]{5}$/.test(code)) return code;
  }
  return undefined;
}

/**
 * True when the database could not be reached, went away, is starting or stopping, has no connection left, or only
 * reads (a replica after a fail-over): the same call may succeed later. False for errors of the statement itself,
 * a statement timeout (57014) among them.
 */
export function isUnreachable(error: unknown): boolean {
  for (const { name, code, message } of unwrap(error)) {
    if (name === 'DatabaseUnavailable') return true;
    if (typeof code === 'string' && networkCodes.has(code)) return true;
    if (typeof message === 'string' && lostConnection.test(message)) return true;
  }
  const state = sqlState(error);
  if (state === undefined || state === '57014') return false;
  return /^(08|53|57|58)/.test(state) || state === '25006' || state === '25P03';
}
