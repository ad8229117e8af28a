import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves when that part works, throws where it does not. */
export type Check = () => Promise<void> | void;

export interface ReadinessReport {
  ready: boolean;
  checks: Record<string, 'ok' | 'failed'>;
}

/** A check that has not answered by then has failed. */
const answerWithinMs = 1_000;
/** However often it is asked, the stores are asked twice a second at the most. */
const reuseMs = 500;

/** Whether this process can do its work now. An intake does not need the broker for that, so the broker is nobody's check. */
export class Readiness {
  private readonly checks = new Map<string, Check>();
  private latest?: { at: number; report: Promise<ReadinessReport> };
  private stopping = false;

  /** Adds a check under a name that is shown; the same name again replaces it. */
  add(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  /** From now on it is not ready: load balancers look elsewhere while requests under way finish. */
  stop(): void {
    this.stopping = true;
  }

  report(): Promise<ReadinessReport> {
    if (this.stopping) return Promise.resolve({ ready: false, checks: { stopping: 'failed' } });
    const now = performance.now();
    if (!this.latest || now - this.latest.at > reuseMs) this.latest = { at: now, report: this.ask() };
    return this.latest.report;
  }

  private async ask(): Promise<ReadinessReport> {
    const results = await Promise.all([...this.checks].map(async ([name, check]) => [name, await passes(check)] as const));
    return { ready: results.every(([, ok]) => ok), checks: Object.fromEntries(results.map(([name, ok]) => [name, ok ? 'ok' : 'failed'])) };
  }
}

async function passes(check: Check): Promise<boolean> {
  const stop = new AbortController();
  const late = sleep(answerWithinMs, false, { signal: stop.signal, ref: false }).catch(() => false);
  try {
    return await Promise.race([(async () => (await check(), true))(), late]);
  } catch {
    return false;
  } finally {
    stop.abort();
  }
}
