import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { codeOf } from '../failure.js';
import type { Outbox } from './outbox.js';
import type { OutboxRow } from './outbox-row.js';
import type { Publisher } from './publisher.js';

/** `probe`: how many rows find out whether a carrier that was away is back. */
const settings = { everyMs: 1_000, batch: 1_000, probe: 10, lookMs: 20 } as const;

/**
 * Publishes what a crash or an outage left in an outbox: rows older than a second that this process has not in hand. A row it takes is
 * left alone by the relays of other processes for ten seconds; a double that slips through is removed by the readers.
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
    let wanted: number;
    let taken: OutboxRow[];
    do {
      wanted = this.publisher.isAway ? settings.probe : settings.batch;
      taken = await this.take(wanted);
      if (!this.outbox.handOver(taken, true)) return;
      while (taken.some(({ eventId }) => this.outbox.isHanded(eventId)) && !this.stopped) await sleep(settings.lookMs);
    } while (taken.length > 0 && !this.publisher.isAway && !this.stopped);
  }

  private async take(rows: number): Promise<OutboxRow[]> {
    const taken = await this.outbox.transaction((tx) =>
      tx.query<OutboxRow>(
        `UPDATE ${this.outbox.schema}.outbox SET relay_after = now() + interval '10 seconds'
          WHERE event_id IN (SELECT event_id FROM ${this.outbox.schema}.outbox
            WHERE created_at < now() - interval '1 second' AND relay_after < now() ORDER BY event_id LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING event_id AS "eventId", topic, key, value`,
        [rows],
      ),
    );
    return taken.filter(({ eventId }) => !this.outbox.isHanded(eventId)).sort((a, b) => (a.eventId < b.eventId ? -1 : 1));
  }
}
