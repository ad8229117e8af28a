import { withTimeout } from '@redress/database';

/** Resolves if the part works, rejects or throws otherwise. */
export type Check = () => Promise<void> | void;

export interface ReadinessReport {
  ready: boolean;
  checks: Record<string, 'ok' | 'failed'>;
}

/** A check that takes longer counts as failed, in milliseconds. */
const answerWithinMs = 1_000;
/** How long a report is reused, in milliseconds, so that the stores are checked at most twice per second. */
const reuseMs = 500;

/** Whether this process can do its work now. The broker is not a check, because an intake works without it. */
export class Readiness {
  private readonly checks = new Map<string, Check>();
  private latest?: { at: number; report: Promise<ReadinessReport> };
  private stopping = false;

  /** Adds a check under a name that `/readyz` shows; a second one with the same name replaces the first. */
  add(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  /** Reports not ready from now on, so that load balancers use other instances while requests in progress finish. */
  stop(): void {
    this.stopping = true;
  }

  /** The result of every check, at most half a second old. */
  report(): Promise<ReadinessReport> {
    if (this.stopping) return Promise.resolve({ ready: false, checks: { stopping: 'failed' } });
    const now = performance.now();
    if (!this.latest || now - this.latest.at > reuseMs) this.latest = { at: now, report: this.ask() };
    return this.latest.report;
  }

  private async ask(): Promise<ReadinessReport> {
    const results = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await passes(check)] as const),
    );
    return {
      ready: results.every(([, ok]) => ok),
      checks: Object.fromEntries(results.map(([name, ok]) => [name, ok ? 'ok' : 'failed'])),
    };
  }
}

function passes(check: Check): Promise<boolean> {
  const passed = async (): Promise<boolean> => (await check(), true);
  return withTimeout(answerWithinMs, passed, () => false).catch(() => false);
}
