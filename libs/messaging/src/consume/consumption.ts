import { ContractError, readEvent, type Event, type EventDefinition } from '@redress/contracts';
import type { Outbox } from '../outbox/outbox.js';
import type { Transaction } from '../outbox/transaction.js';
import type { IncomingRecord } from '../transport.js';

/** The handler of one (topic, group). Receives complete events in order; all its effects are in `tx`. */
export type EventHandler = (events: Event[], tx: Transaction) => Promise<void>;

export interface ConsumptionDefinition {
  /** `<service>.<topic>` */
  group: string;
  topic: string;
  definitions: readonly EventDefinition[];
  handle: EventHandler;
}

/** How many records of a batch were handled, were duplicates, or were of a type that is not declared. */
export interface ConsumeCounts {
  handled: number;
  doubles: number;
  skipped: number;
}

/**
 * Processes a batch of records in one transaction: reads the envelopes, skips duplicates and types that are not
 * declared, calls the handler, and writes the events that it emitted. If any of this fails, it throws, and the batch
 * has no effect.
 */
export class Consumption {
  constructor(
    readonly definition: ConsumptionDefinition,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @throws ContractError for a record that is not an event, is invalid or is of a newer version; errors of the handler
   * and of the database
   */
  async process(records: readonly IncomingRecord[]): Promise<ConsumeCounts> {
    const events: Event[] = [];
    for (const record of records) {
      const event = readEvent(record.value, this.definition.definitions);
      if (!event) continue;
      if (record.key !== null && record.key !== event.subject)
        throw new ContractError('not-an-event', 'The key is not the subject of the event.');
      events.push(event);
    }
    const skipped = records.length - events.length;
    if (events.length === 0) return { handled: 0, doubles: 0, skipped };
    const handled = await this.outbox.transaction(async (tx) => {
      const fresh = await this.unseen(events, tx);
      if (fresh.length > 0) await this.definition.handle(fresh, tx);
      return fresh.length;
    });
    return { handled, doubles: events.length - handled, skipped };
  }

  /**
   * Returns the events that this group has not handled. If two readers process the same events (after a rebalance), the
   * second waits at the inbox's unique key until the first commits, and then skips them.
   */
  private async unseen(events: Event[], tx: Transaction): Promise<Event[]> {
    const rows = await tx.query<{ event_id: string }>(
      `INSERT INTO ${this.outbox.schema}.inbox (consumer_group, event_id)
       SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING RETURNING event_id`,
      [this.definition.group, events.map((event) => event.id)],
    );
    const fresh = new Set(rows.map((row) => row.event_id));
    // `delete`, so that a duplicate within the batch is skipped too.
    return events.filter((event) => fresh.delete(event.id));
  }
}
