import { maskNumbers } from './mask-numbers.rules.js';

/** What people write in their own words. Every other string (account, meter, phone, ids, times) has a form of its own. */
export const freeText = [
  'text',
  'place',
  'service',
  'employee',
  'expectation',
  'reason',
  'answers.*.answer',
  'about.relation',
  'about.address',
  'customer.name',
  'customer.address',
  'customer.callTimes',
  'solvedAtOnce.words',
] as const;

const paths = freeText.map((path) => path.split('.'));

/** Data in which no free text contains an identity-card or bank-card number. */
export interface MaskedFields<T> {
  data: T;
  /** The fields that were changed, as they were: by path, as `answers.0.answer`. Undefined where nothing was masked. */
  original: Record<string, string> | undefined;
}

/** Masks all free text of a complaint or message. Returns the same data where there is nothing to mask. */
export function maskFields<T extends object>(data: T): MaskedFields<T> {
  const original: Record<string, string> = {};
  let masked: unknown = data;
  for (const path of paths) masked = maskAt(masked, path, 0, undefined, original);
  return { data: masked as T, original: Object.keys(original).length > 0 ? original : undefined };
}

/** `depth`: how many names of the path lead to `value`. `item`: the place in the list that stands for `*`. */
function maskAt(
  value: unknown,
  path: readonly string[],
  depth: number,
  item: number | undefined,
  original: Record<string, string>,
): unknown {
  const name = path[depth];
  if (typeof value === 'string') {
    const { text, changed } = maskNumbers(value);
    if (changed) original[path.join('.').replace('*', String(item))] = value;
    return text;
  }
  if (typeof value !== 'object' || value === null || name === undefined) return value;
  if (name === '*') {
    if (!Array.isArray(value)) return value;
    const items = value.map((one, index) => maskAt(one, path, depth + 1, index, original));
    return items.some((one, index) => one !== value[index]) ? items : value;
  }
  const before = (value as Record<string, unknown>)[name];
  if (before === undefined) return value;
  const after = maskAt(before, path, depth + 1, item, original);
  return after === before ? value : { ...value, [name]: after };
}
