import { jsonColumn, poolOf, prepared } from '@redress/database';
import type { DataSource } from 'typeorm';
import { Coalescer } from '../coalescer.js';
import { ReferenceConflict, StoreUnavailable } from '../errors.js';
import { failureOf } from '../failure.js';
import type { Outbox } from '../outbox/outbox.js';
import { writeEvent, type NewEvent } from '../outbox/new-event.js';
import type { OutboxRow } from '../outbox/outbox-row.js';

/** A complaint as an intake hands it in. */
export interface Arrival<D = unknown> {
  /** The complaint's id, made from `reference` and what was said: the key of the ledger. */
  id: string;
  /** What the outside calls it; at most one complaint per reference. */
  reference: string;
  number: string;
  channel: string;
  /** RFC 3339, UTC. */
  receivedAt: string;
  event: NewEvent<D>;
}

export type Acceptance = 'accepted' | 'already-accepted';

type Outcome = Acceptance | Error;
interface Waiting {
  arrival: Arrival;
  row: OutboxRow;
}

/** Whoever waits hears within a second, also when the database hangs. */
const answerWithinMs = 900;
const limits = { items: 500, atOnce: 2, queue: 5_000 } as const;

/**
 * Accepted means committed here: a ledger row and the event in the outbox, in one statement. Arrivals that come at the same time share it.
 * The broker is not asked.
 */
export class Intake {
  private readonly arrivals: Coalescer<Waiting, Outcome>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
  ) {
    this.arrivals = new Coalescer((waiting) => this.store(waiting), { ...limits, full: () => new StoreUnavailable() });
  }

  /**
   * Accepts a complaint once, however often it is handed in. Throws ReferenceConflict where its reference stands for another complaint,
   * StoreUnavailable where the database has not answered within a second (handing it in again is safe), ContractError where it is too large.
   */
  async accept<D>(arrival: Arrival<D>): Promise<Acceptance> {
    const waiting = { arrival: arrival as Arrival, row: writeEvent(arrival.event, this.outbox.writer) };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new StoreUnavailable()), answerWithinMs);
    });
    try {
      const outcome = await Promise.race([this.arrivals.add(waiting), late]);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    } catch (error) {
      throw failureOf(error) === 'away' ? new StoreUnavailable() : error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Resolves when nobody waits any more. */
  drained(): Promise<void> {
    return this.arrivals.drained();
  }

  private async store(waiting: Waiting[]): Promise<Outcome[]> {
    try {
      return await this.insert(waiting);
    } catch (error) {
      if (waiting.length === 1 || failureOf(error) !== 'permanent') throw error;
      // One arrival the database will not take must not fail its neighbours.
      const alone = waiting.map((one) => this.insert([one]).catch((reason: unknown) => [reason instanceof Error ? reason : new StoreUnavailable()]));
      return (await Promise.all(alone)).flat();
    }
  }

  private async insert(waiting: Waiting[]): Promise<Outcome[]> {
    const distinct = [...new Map(waiting.map((one) => [one.arrival.id, one])).values()];
    const column = <T>(read: (one: Waiting) => T): T[] => distinct.map(read);
    const fresh = await prepared<{ event_id: string }>(
      poolOf(this.dataSource),
      `WITH arrival AS (
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::uuid[], $7::text[], string_to_array($8, E'\\x1e'))
           AS arrival (id, reference, number, channel, received_at, event_id, topic, value)
       ), accepted AS (
         INSERT INTO ${this.outbox.schema}.ledger (id, reference, number, channel, received_at)
         SELECT id, reference, number, channel, received_at FROM arrival ORDER BY id ON CONFLICT DO NOTHING RETURNING id
       )
       INSERT INTO ${this.outbox.schema}.outbox (event_id, topic, key, value)
       SELECT event_id, topic, id::text, value FROM arrival JOIN accepted USING (id) RETURNING event_id`,
      [
        column(({ arrival }) => arrival.id),
        column(({ arrival }) => arrival.reference),
        column(({ arrival }) => arrival.number),
        column(({ arrival }) => arrival.channel),
        column(({ arrival }) => arrival.receivedAt),
        column(({ row }) => row.eventId),
        column(({ row }) => row.topic),
        jsonColumn(column(({ row }) => row.value)),
      ],
    );
    const accepted = new Set(fresh.map((row) => row.event_id));
    this.outbox.handOver(distinct.filter(({ row }) => accepted.has(row.eventId)).map(({ row }) => row));
    const known = accepted.size === waiting.length ? new Map<string, string>() : await this.knownReferences(waiting);
    return waiting.map(({ arrival, row }) => {
      if (accepted.has(row.eventId)) return 'accepted';
      return known.get(arrival.reference) === arrival.id ? 'already-accepted' : new ReferenceConflict();
    });
  }

  private async knownReferences(waiting: Waiting[]): Promise<Map<string, string>> {
    const rows: { reference: string; id: string }[] = await this.dataSource.query(
      `SELECT reference, id FROM ${this.outbox.schema}.ledger WHERE reference = ANY($1::text[])`,
      [waiting.map(({ arrival }) => arrival.reference)],
    );
    return new Map(rows.map(({ reference, id }) => [reference, id]));
  }
}
