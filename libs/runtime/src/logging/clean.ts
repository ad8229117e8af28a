import { allEvents, personalFields } from '@redress/contracts';
import { describeError, ErrorDescription } from './describe-error.js';
import { maskText } from './mask.rules.js';

/** The names of all personal fields of the events in lower case: the last part of each path that is marked. */
const personalNames: ReadonlySet<string> = new Set(
  allEvents.flatMap((event) =>
    personalFields(event.data).map((path) => path.replaceAll('[]', '').split('.').at(-1)!.toLowerCase()),
  ),
);
/** Further names whose values must not be logged. */
const secretNames = new Set([
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'secret',
  'token',
  'body',
  'headers',
  'parameters',
  'detail',
]);

const maxDepth = 6;
const maxItems = 50;

/**
 * A loggable copy of `value`: personal fields and secrets are replaced by `[personal]` and `[secret]`, strings are
 * masked (see `maskText`), errors described (see `describeError`), events reduced to id, type, subject and sequence.
 * Arrays are cut after 50 items, objects after six levels.
 */
export function clean(value: unknown, depth = 0): unknown {
  switch (typeof value) {
    case 'string':
      return maskText(value);
    case 'object':
      return value === null ? null : cleanObject(value, depth);
    case 'function':
    case 'symbol':
      return undefined;
    case 'bigint':
      return maskText(value.toString());
    default:
      return value;
  }
}

function cleanObject(value: object, depth: number): unknown {
  if (value instanceof ErrorDescription) return value;
  if (value instanceof Error) return describeError(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value)) return '[bytes]';
  if (depth >= maxDepth) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, maxItems).map((item) => clean(item, depth + 1));
  if (value instanceof Map || value instanceof Set) return clean([...value], depth);
  if (isEvent(value))
    return clean({ id: value.id, type: value.type, subject: value.subject, sequence: value.sequence }, depth + 1);
  const copy: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const lower = name.toLowerCase();
    if (personalNames.has(lower)) copy[name] = '[personal]';
    else if (secretNames.has(lower) || (lower === 'code' && isTrackingCode(item))) copy[name] = '[secret]';
    // A property name can also be a phone number or a mail address (a map by contact).
    else copy[maskText(name)] = clean(item, depth + 1);
  }
  return copy;
}

function isEvent(value: object): value is { id: unknown; type: unknown; subject: unknown; sequence: unknown } {
  return 'specversion' in value && 'data' in value;
}

/** A tracking code (查询码) has six digits; error codes are words. */
function isTrackingCode(value: unknown): boolean {
  return /^\d{6}$/.test(String(value));
}
