/** Deeper than any body we take: below this nothing is looked at, and the schema refuses it by its type. */
const deepest = 5;

/**
 * The body without what neither PostgreSQL nor another program could keep: NUL and lone surrogates are taken out of every string.
 * Gives the same object back where nothing was wrong with it.
 */
export function cleanBody(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null || depth === deepest) return value;
  if (Array.isArray(value))
    return value.some((item) => item !== cleanBody(item, depth + 1)) ? value.map((item) => cleanBody(item, depth + 1)) : value;
  let changed: Record<string, unknown> | undefined;
  for (const [name, field] of Object.entries(value)) {
    const cleaned = cleanBody(field, depth + 1);
    if (cleaned === field) continue;
    changed ??= { ...value };
    changed[name] = cleaned;
  }
  return changed ?? value;
}

/** NUL, or half of a surrogate pair (or a whole one: those are looked at again, with care). */
const suspicious = /[\0\ud800-\udfff]/;
const unkeepable = /\0|\p{Surrogate}/gu;

/** The text without NUL and without halves of surrogate pairs. */
export function cleanText(text: string): string {
  return suspicious.test(text) ? text.replace(unkeepable, '') : text;
}

/** One text for all bodies that say the same, whatever the order of their fields. Only for bodies that a schema has accepted. */
export function canonicalBody(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalBody).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = value as Record<string, unknown>;
  const names = Object.keys(fields)
    .filter((name) => fields[name] !== undefined)
    .sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalBody(fields[name])}`).join(',')}}`;
}
