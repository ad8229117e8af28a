import { ContractError } from '@redress/contracts';
import { DatabaseUnavailable, DatabaseUnfit, errorCode, HomeInUse } from '@redress/database';
import { framesOf, PermanentError, ReferenceConflict, StoreUnavailable } from '@redress/messaging';
import { PolicyError } from '@redress/policy';
import { ConfigError } from '../config/read-config.js';
import { Problem } from '../http/problem.js';
import { maskText } from './mask.rules.js';

/** Our own errors: their messages contain no personal data. */
const ours = [
  PermanentError,
  ContractError,
  StoreUnavailable,
  ReferenceConflict,
  DatabaseUnavailable,
  DatabaseUnfit,
  HomeInUse,
  PolicyError,
  ConfigError,
  Problem,
];

/** The loggable part of an error. A class, so that the logger recognizes what was already cleaned. */
export class ErrorDescription {
  code?: string;
  /** Only of our own errors. */
  message?: string;
  /** Names from the schema in PostgreSQL's errors, never values. */
  constraint?: string;
  table?: string;
  cause?: ErrorDescription;
  errors?: ErrorDescription[];

  constructor(
    readonly name: string,
    readonly frames: readonly string[],
  ) {}
}

/**
 * The loggable part of an error: name, code (see `errorCode`), stack frames, causes. The message of an error that is
 * not ours can quote anything (PostgreSQL's `detail` contains the row, zod's the input, TypeORM's the parameters), so
 * it is omitted, and so are all other properties. Accepts anything, never throws.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return new ErrorDescription(error === null ? 'null' : typeof error, []);
  const { constraint, table, driverError } = error as { constraint?: unknown; table?: unknown; driverError?: unknown };
  const description = new ErrorDescription(identifier(error.name) ?? 'Error', safeFrames(error));
  const safeCode = identifier(errorCode(error));
  if (safeCode !== undefined) description.code = safeCode;
  if (ours.some((known) => error instanceof known)) description.message = maskText(error.message);
  const inner = (driverError ?? {}) as typeof error & { constraint?: unknown; table?: unknown };
  const safeConstraint = identifier(constraint ?? inner.constraint);
  const safeTable = identifier(table ?? inner.table);
  if (safeConstraint !== undefined) description.constraint = safeConstraint;
  if (safeTable !== undefined) description.table = safeTable;
  if (depth < 3) {
    if (error.cause !== undefined) description.cause = describeError(error.cause, depth + 1);
    if (error instanceof AggregateError)
      description.errors = error.errors.slice(0, 3).map((one) => describeError(one, depth + 1));
  }
  return description;
}

/** `value` if it is an identifier; anything else could be personal data. */
function identifier(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z][\w.:-]{0,79}$|^[0-9A-Z]{5}$/.test(value) && maskText(value) === value
    ? value
    : undefined;
}

const place = String.raw`(?:file:|node:|/|[A-Za-z]:[\\/]|<anonymous>|native|eval|internal)[^\s()]*`;
const frame = new RegExp(String.raw`^at (?:async )?[\w$.<>[\]#\s]{0,200}\(?${place}\)?(?:, <anonymous>\))?$`);

/**
 * The frames of a stack. The stack still contains the original message if the message was changed later, so only lines
 * that have the form of a frame are returned.
 */
function safeFrames(error: Error): string[] {
  return framesOf(error)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => frame.test(line))
    .map(maskText);
}
