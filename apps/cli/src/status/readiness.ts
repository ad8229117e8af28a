interface Readiness {
  at: string;
  state: 'ready' | 'not ready' | 'does not answer';
  /** The results of a service's checks, if it reports any: `database: ok`. */
  parts: string[];
}

/** Asks `/readyz` at each address. A service that does not answer is one of the states. */
export async function readinessOf(addresses: readonly string[], timeoutMs = 2_000): Promise<Readiness[]> {
  return Promise.all(addresses.map((at) => readiness(at, timeoutMs)));
}

async function readiness(at: string, timeoutMs: number): Promise<Readiness> {
  try {
    const answer = await fetch(new URL('/readyz', at), { signal: AbortSignal.timeout(timeoutMs) });
    const body: unknown = await answer.json().catch(() => undefined);
    return { at, state: answer.ok ? 'ready' : 'not ready', parts: partsOf(body) };
  } catch {
    return { at, state: 'does not answer', parts: [] };
  }
}

/** Flattens a readiness document (nested objects of strings); long strings are cut after 200 characters. */
function partsOf(body: unknown, path = '', depth = 0): string[] {
  if (typeof body === 'string' || typeof body === 'boolean') return [`${path}: ${String(body).slice(0, 200)}`];
  if (typeof body !== 'object' || body === null || depth > 4) return [];
  return Object.entries(body).flatMap(([name, value]) => partsOf(value, path ? `${path} ${name}` : name, depth + 1));
}
