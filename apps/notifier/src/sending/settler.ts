import type { Outbox } from '@redress/messaging';
import { settleMessages, type Result } from './settle-messages.js';

const lingerMs = 20;
const batch = 200;

/**
 * Writes results in batches, one transaction at a time: what comes while one is under way leaves with the next. A result is kept until it is
 * written, however long the database is away.
 */
export class Settler {
  private waiting: Result[] = [];
  private working: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly outbox: Outbox,
    private readonly now: () => Date,
    private readonly onSettled: (results: readonly Result[]) => void,
    private readonly onError: (error: unknown) => void,
  ) {}

  add(...results: Result[]): void {
    this.waiting.push(...results);
    this.working ??= this.work().finally(() => (this.working = undefined));
  }

  /** Resolves when everything added is written, or after `withinMs`. */
  async drain(withinMs: number): Promise<void> {
    const giveUp = new Promise<void>((resolve) => setTimeout(resolve, withinMs).unref());
    await Promise.race([this.working, giveUp]);
    this.stopped = true;
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0 && !this.stopped) {
      if (this.waiting.length < batch) await pause(lingerMs);
      const results = this.waiting.splice(0, batch);
      try {
        await this.outbox.transaction((tx) => settleMessages(tx, results, this.now()));
        this.onSettled(results);
      } catch (error) {
        this.waiting.unshift(...results);
        this.onError(error);
        await pause(1_000);
      }
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
