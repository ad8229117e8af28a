/** One field that needs another look. */
export interface FieldProblem {
  /** As in the body: `customer.phone`. */
  path: string;
  /** A sentence for the person, in their language: what to do. */
  message: string;
  /** Stable, for programs: `required`, `bad-phone`. */
  code: string;
}

export interface ProblemExtra {
  /** Shown as `title`; the status's own words unless told. */
  title?: string;
  errors?: readonly FieldProblem[];
  /** Seconds, for 429 and 503. */
  retryAfter?: number;
  headers?: Readonly<Record<string, string>>;
}

/** An answer that is not a success: what the one filter turns into `application/problem+json` (RFC 9457). `code` never changes, words may. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    /** Shown to whoever asked: says what to do, quotes nothing they did not send. */
    readonly detail?: string,
    readonly extra: ProblemExtra = {},
  ) {
    super(`${status} ${code}`);
    this.name = 'Problem';
  }
}
