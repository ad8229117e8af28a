import { withTimeout } from '@redress/database';
import type { Outbox } from '@redress/messaging';
import type { Clock } from '@redress/runtime';
import { recordResults, type AttemptResult } from './record-results.js';

const lingerMs = 50;
const batch = 200;
const retryMs = 1_000;

/**
 * Writes results in batches, one transaction at a time. Results that arrive during a transaction are written by the
 * next one. A result is kept until it is written, for any duration of an outage of the database.
 */
export class ResultWriter {
  private waiting: AttemptResult[] = [];
  private working: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly onWritten: (results: readonly AttemptResult[]) => void,
    private readonly onError: (error: unknown) => void,
  ) {}

  add(...results: AttemptResult[]): void {
    this.waiting.push(...results);
    this.working ??= this.work().finally(() => (this.working = undefined));
  }

  /** Resolves when all results are written, or after `withinMs`. Nothing is written afterwards. */
  async drain(withinMs: number): Promise<void> {
    await withTimeout(
      withinMs,
      () => this.working,
      () => undefined,
    );
    this.stopped = true;
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0 && !this.stopped) {
      if (this.waiting.length < batch) await pause(lingerMs);
      const results = this.waiting.splice(0, batch);
      try {
        await this.outbox.transaction((tx) => recordResults(tx, results, this.clock.now()));
        this.onWritten(results);
      } catch (error) {
        this.waiting.unshift(...results);
        this.onError(error);
        await pause(retryMs);
      }
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
