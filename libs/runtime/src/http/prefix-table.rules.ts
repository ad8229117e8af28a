/**
 * Finds the owner of a path: the one with the longest prefix. `/a` covers `/a` and everything below `/a/`; `/` covers
 * everything.
 */
export class PrefixTable<T> {
  private readonly entries: readonly { prefix: string; owner: T }[];

  /** Throws RangeError for a prefix that does not begin with a slash, ends in one, or is given twice. */
  constructor(entries: Iterable<readonly [prefix: string, owner: T]>) {
    const list = [...entries].map(([prefix, owner]) => ({ prefix: checked(prefix), owner }));
    const seen = new Set<string>();
    for (const { prefix } of list) {
      if (seen.has(prefix)) throw new RangeError(`Two services have the path ${prefix || '/'}.`);
      seen.add(prefix);
    }
    this.entries = list.sort((a, b) => b.prefix.length - a.prefix.length);
  }

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  /** The owner of `path` (without its query), or undefined. */
  find(path: string): T | undefined {
    for (const { prefix, owner } of this.entries) {
      if (path.startsWith(prefix) && (path.length === prefix.length || path.charCodeAt(prefix.length) === slash))
        return owner;
    }
    return undefined;
  }
}

const slash = 47;

/** `/` becomes the empty prefix: every path begins with it, followed by a slash. */
function checked(prefix: string): string {
  if (prefix === '/') return '';
  if (!/^(\/[^/?#%\s]+)+$/.test(prefix))
    throw new RangeError(`A path prefix begins with a slash and does not end in one: ${prefix}`);
  return prefix;
}

/**
 * The path of a request target, decoded as the router decodes it (`/%6dailbox` is `/mailbox`); undefined if that is
 * impossible.
 */
export function pathOf(target: string): string | undefined {
  let end = 0;
  let encoded = false;
  for (; end < target.length; end++) {
    const character = target.charCodeAt(end);
    if (character === 63 || character === 35) break;
    if (character === 37) encoded = true;
  }
  const path = end === target.length ? target : target.slice(0, end);
  if (path.charCodeAt(0) !== slash) return undefined;
  if (!encoded) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
