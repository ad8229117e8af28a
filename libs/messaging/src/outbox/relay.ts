import { reasonOf } from '@redress/database';
import type { Logger } from 'pino';
import type { Outbox } from './outbox.js';
import type { Publisher } from './publisher.js';

/**
 * `probe`: how many rows test whether an unavailable transport is available again. `wakeMs`: the delay after a wake-up,
 * which combines several of them.
 */
const settings = { everyMs: 1_000, unheldEveryMs: 10_000, batch: 1_000, probe: 10, wakeMs: 50 } as const;

/**
 * Publishes the rows that a crash or an outage left in an outbox, and those that must wait for older rows of their key,
 * in the order of their positions. Each process has one relay. The relays of one schema claim rows one at a time. None
 * claims a row while an older row of its topic and key waits or is owned by another live process.
 */
export class Relay {
  private timer: NodeJS.Timeout | undefined;
  private dueAt = Infinity;
  private unheldDueAt = 0;
  private working: Promise<void> | undefined;
  private stopped = false;
  /** The next sweep claims rows after this position. */
  private after = 0;

  constructor(
    private readonly outbox: Pick<Outbox, 'claim' | 'offer' | 'settled' | 'releaseUnheld'>,
    private readonly publisher: Pick<Publisher, 'isUnavailable' | 'isPartlyUnavailable'>,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.schedule(0);
  }

  /** Reads the outbox soon instead of within a second. */
  wake(): void {
    if (!this.publisher.isUnavailable && !this.publisher.isPartlyUnavailable) this.schedule(settings.wakeMs);
  }

  /** Resolves when the batch in progress is published or released. */
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
    if (performance.now() >= this.unheldDueAt) {
      await this.outbox.releaseUnheld();
      this.unheldDueAt = performance.now() + settings.unheldEveryMs;
    }
    while (!this.stopped) {
      const limit = this.publisher.isUnavailable ? settings.probe : settings.batch;
      const rows = await this.outbox.claim(limit, this.after);
      const last = rows.length < limit ? undefined : rows.at(-1);
      this.after = 0;
      if (rows.length === 0 || !this.outbox.offer(rows, true)) return;
      await this.outbox.settled(rows);
      if (this.publisher.isUnavailable) return;
      if (this.publisher.isPartlyUnavailable) {
        // These may all be rows of unavailable partitions: the next sweep starts with the rows after them.
        this.after = last?.position ?? 0;
        return;
      }
    }
  }
}
