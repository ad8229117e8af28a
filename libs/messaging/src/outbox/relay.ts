import type { Logger } from 'pino';
import { codeOf } from '../failure.js';
import type { Outbox } from './outbox.js';
import type { OutboxRow } from './outbox-row.js';
import type { Publisher } from './publisher.js';

const settings = { everyMs: 1_000, batch: 1_000 } as const;

/**
 * Publishes what a crash or an outage left in an outbox: rows older than a second that this process has not in hand.
 * One relay works per schema (an advisory lock); a double that slips through is removed by the readers.
 */
export class Relay {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly outbox: Outbox,
    private readonly publisher: Publisher,
    private readonly log: Logger,
  ) {}

  start(): void {
    if (this.stopped) return;
    this.working = this.sweep()
      .catch((error: unknown) => this.log.debug({ code: codeOf(error) ?? 'unknown' }, 'the relay will try again'))
      .finally(() => {
        this.working = undefined;
        if (!this.stopped) this.timer = setTimeout(() => this.start(), settings.everyMs);
      });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.working;
  }

  private async sweep(): Promise<void> {
    let found: number = settings.batch;
    while (found === settings.batch && !this.stopped) {
      found = await this.outbox.transaction(async (tx) => {
        const [lock] = await tx.query<{ mine: boolean }>(`SELECT pg_try_advisory_xact_lock(hashtext('redress relay'), hashtext($1)) AS mine`, [
          this.outbox.schema,
        ]);
        if (!lock?.mine) return 0;
        const rows = await tx.query<OutboxRow>(
          `SELECT event_id AS "eventId", topic, key, value FROM ${this.outbox.schema}.outbox
            WHERE (refused IS NULL OR refused_at < now() - interval '1 minute') AND created_at < now() - interval '1 second' ORDER BY event_id LIMIT ${settings.batch}`,
        );
        const left = rows.filter(({ eventId }) => !this.outbox.isHanded(eventId));
        if (left.length === 0 || !this.outbox.handOver(left, true)) return 0;
        await this.publisher.drained();
        await this.outbox.drained();
        return left.some(({ eventId }) => this.outbox.isHanded(eventId)) ? 0 : rows.length;
      });
    }
  }
}
