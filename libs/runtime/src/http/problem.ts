/** One field that is not valid. */
export interface FieldProblem {
  /** Where it is in the body, as `customer.phone`. */
  path: string;
  /** For the person, in their language: what to do. */
  message: string;
  /** Stable, for programs: `required`, `bad-phone`. */
  code: string;
}

export interface ProblemExtra {
  /** `title`; the reason phrase of the status unless given. */
  title?: string;
  errors?: readonly FieldProblem[];
  /** Seconds, for 429 and 503. */
  retryAfter?: number;
  headers?: Readonly<Record<string, string>>;
}

/**
 * An error response, which one filter converts to `application/problem+json` (RFC 9457). `code` never changes; the text
 * may.
 */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    /** For the client: what to do. Contains only data that the client itself sent. */
    readonly detail?: string,
    readonly extra: ProblemExtra = {},
  ) {
    super(`${status} ${code}`);
    this.name = 'Problem';
  }
}
