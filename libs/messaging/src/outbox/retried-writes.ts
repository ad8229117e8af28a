import { setTimeout as sleep } from 'node:timers/promises';

const limits = { items: 1_000, firstPauseMs: 100, longestPauseMs: 5_000 } as const;

/**
 * Writes items in batches of up to 1,000, one statement at a time, and repeats a failed write after increasing delays
 * (0.1 s to 5 s) until it succeeds or `stop` is called. `write` must be idempotent: a failed write may have been
 * executed.
 */
export class RetriedWrites<T> {
  private waiting: T[] = [];
  private working: Promise<void> | undefined;
  private readonly stopping = new AbortController();

  constructor(
    private readonly write: (items: T[]) => Promise<void>,
    /** Called for the first of consecutive failures. */
    private readonly onFailure: (error: unknown, items: number) => void,
  ) {}

  add(items: readonly T[]): void {
    if (items.length === 0 || this.stopping.signal.aborted) return;
    for (const item of items) this.waiting.push(item);
    this.working ??= this.work();
  }

  /** Resolves when everything added so far is written, or the retries are stopped. */
  async drained(): Promise<void> {
    while (this.working) await this.working;
  }

  /** Starts no further attempt. Items that are not written yet are dropped. */
  stop(): void {
    this.stopping.abort();
  }

  private async work(): Promise<void> {
    // Items that are added in the same turn of the event loop are written together.
    await new Promise<void>((resolve) => setImmediate(resolve));
    let failures = 0;
    while (this.waiting.length > 0 && !this.stopping.signal.aborted) {
      const items = this.waiting.splice(0, limits.items);
      try {
        await this.write(items);
        failures = 0;
      } catch (error) {
        this.waiting.unshift(...items);
        if (failures++ === 0) this.onFailure(error, items.length);
        const pauseMs = Math.min(limits.firstPauseMs * 2 ** Math.min(failures - 1, 10), limits.longestPauseMs);
        await sleep(pauseMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
    // In the same turn as the check of `waiting`: an item that is added later starts the work again.
    this.working = undefined;
  }
}
