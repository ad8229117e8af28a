/** Deeper than any valid body. Deeper values are left as they are, and the schema refuses them. */
const deepest = 5;

/**
 * The body without NUL and lone surrogates, which PostgreSQL cannot store.
 * Returns the same object if there were none.
 */
export function cleanBody(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null || depth === deepest) return value;
  if (Array.isArray(value))
    return value.some((item) => item !== cleanBody(item, depth + 1))
      ? value.map((item) => cleanBody(item, depth + 1))
      : value;
  let changed: Record<string, unknown> | undefined;
  for (const [name, field] of Object.entries(value)) {
    const cleaned = cleanBody(field, depth + 1);
    if (cleaned === field) continue;
    changed ??= { ...value };
    changed[name] = cleaned;
  }
  return changed ?? value;
}

/** NUL or any half of a surrogate pair; the exact check follows. */
const suspicious = /[\0\ud800-\udfff]/;
const unkeepable = /\0|\p{Surrogate}/gu;

/** The text without NUL and lone surrogates. */
export function cleanText(text: string): string {
  return suspicious.test(text) ? text.replace(unkeepable, '') : text;
}

/** JSON with sorted fields: equal for bodies that differ only in the order of fields. For bodies that a schema has accepted. */
export function canonicalBody(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalBody).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = value as Record<string, unknown>;
  const names = Object.keys(fields)
    .filter((name) => fields[name] !== undefined)
    .sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalBody(fields[name])}`).join(',')}}`;
}
