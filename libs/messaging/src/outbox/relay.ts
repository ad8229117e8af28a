import { reasonOf } from '@redress/database';
import type { Logger } from 'pino';
import type { Outbox } from './outbox.js';
import type { Publisher } from './publisher.js';

/**
 * `probe`: how many rows find out whether an unavailable carrier is back. `wakeMs`: what a wake-up waits for further
 * ones.
 */
const settings = { everyMs: 1_000, forgottenEveryMs: 10_000, batch: 1_000, probe: 10, wakeMs: 50 } as const;

/**
 * Publishes what a crash or an outage left in an outbox, and what must wait behind older rows of its key: in the order
 * of their positions. Each process has one; those of one schema take their rows one after the other, and none takes a
 * row whose older sibling waits or is in hand of another live process.
 */
export class Relay {
  private timer: NodeJS.Timeout | undefined;
  private dueAt = Infinity;
  private forgottenDueAt = 0;
  private working: Promise<void> | undefined;
  private stopped = false;
  /** The position behind which the next sweep takes rows. */
  private after = 0;

  constructor(
    private readonly outbox: Pick<Outbox, 'claim' | 'handOver' | 'settled' | 'giveBackForgotten'>,
    private readonly publisher: Pick<Publisher, 'isAway' | 'isPartlyAway'>,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.schedule(0);
  }

  /** Looks into the outbox soon instead of within a second. */
  wake(): void {
    if (!this.publisher.isAway && !this.publisher.isPartlyAway) this.schedule(settings.wakeMs);
  }

  /** Resolves when the batch in hand is published or given back. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.working;
  }

  private schedule(ms: number): void {
    const dueAt = performance.now() + ms;
    if (this.stopped || dueAt >= this.dueAt) return;
    clearTimeout(this.timer);
    this.dueAt = dueAt;
    this.timer = setTimeout(() => void this.run(), ms);
  }

  private async run(): Promise<void> {
    this.dueAt = Infinity;
    if (this.working) return this.schedule(settings.wakeMs);
    this.working = this.sweep().catch((error: unknown) => {
      this.log.debug({ code: reasonOf(error) }, 'the relay could not read the outbox: trying again');
    });
    await this.working;
    this.working = undefined;
    this.schedule(settings.everyMs);
  }

  private async sweep(): Promise<void> {
    if (performance.now() >= this.forgottenDueAt) {
      await this.outbox.giveBackForgotten();
      this.forgottenDueAt = performance.now() + settings.forgottenEveryMs;
    }
    while (!this.stopped) {
      const limit = this.publisher.isAway ? settings.probe : settings.batch;
      const rows = await this.outbox.claim(limit, this.after);
      const last = rows.length < limit ? undefined : rows.at(-1);
      this.after = 0;
      if (rows.length === 0 || !this.outbox.handOver(rows, true)) return;
      await this.outbox.settled(rows);
      if (this.publisher.isAway) return;
      if (this.publisher.isPartlyAway) {
        // These may all be rows of the unavailable partitions: the next sweep gives the rows behind them their turn.
        this.after = last?.position ?? 0;
        return;
      }
    }
  }
}
