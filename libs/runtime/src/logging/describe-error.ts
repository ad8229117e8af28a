import { ContractError } from '@redress/contracts';
import { DatabaseUnavailable, DatabaseUnfit, HomeInUse, sqlState } from '@redress/database';
import { framesOf, PermanentError, ReferenceConflict, StoreUnavailable } from '@redress/messaging';
import { PolicyError } from '@redress/policy';
import { ConfigError } from '../config/read-config.js';
import { Problem } from '../http/problem.js';
import { maskText } from './mask.rules.js';

/** Errors whose messages are written by us and quote nobody. */
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

/** What may be written of an error. A class, so that the log knows it has been through here. */
export class ErrorDescription {
  code?: string;
  /** Only of our own errors. */
  message?: string;
  /** Schema words of PostgreSQL's errors, never values. */
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
 * An error as it may be written: kind, code and place. The message of a foreign error can quote anything (PostgreSQL's `detail` has the row, zod's the input,
 * TypeORM's the parameters), so it is left out, and so are all other properties.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return new ErrorDescription(error === null ? 'null' : typeof error, []);
  const { code, constraint, table, driverError } = error as { code?: unknown; constraint?: unknown; table?: unknown; driverError?: unknown };
  const description = new ErrorDescription(word(error.name) ?? 'Error', placesOf(error));
  const safeCode = word(code) ?? sqlState(error);
  if (safeCode !== undefined) description.code = safeCode;
  if (ours.some((known) => error instanceof known)) description.message = maskText(error.message);
  const inner = (driverError ?? {}) as typeof error & { constraint?: unknown; table?: unknown };
  const safeConstraint = word(constraint ?? inner.constraint);
  const safeTable = word(table ?? inner.table);
  if (safeConstraint !== undefined) description.constraint = safeConstraint;
  if (safeTable !== undefined) description.table = safeTable;
  if (depth < 3) {
    if (error.cause !== undefined) description.cause = describeError(error.cause, depth + 1);
    if (error instanceof AggregateError) description.errors = error.errors.slice(0, 3).map((one) => describeError(one, depth + 1));
  }
  return description;
}

/** Names and codes are identifiers; anything else in their place could be a value. */
function word(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z][\w.:-]{0,79}$|^[0-9A-Z]{5}$/.test(value) && maskText(value) === value ? value : undefined;
}

const frame =
  /^at (?:async )?[\w$.<>[\]#\s]{0,200}\(?(?:file:|node:|\/|[A-Za-z]:[\\/]|<anonymous>|native|eval|internal)[^\s()]*\)?(?:, <anonymous>\))?$/;

/** The places of a stack. A message that was changed afterwards is still in it, so a line counts only where it has the form of a place. */
function placesOf(error: Error): string[] {
  return framesOf(error)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => frame.test(line))
    .map(maskText);
}
