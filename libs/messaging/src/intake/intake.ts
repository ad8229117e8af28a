import { isUnreachable, jsonColumn, poolOf, prepared, sqlState } from '@redress/database';
import type { DataSource } from 'typeorm';
import { Coalescer } from '../coalescer.js';
import { ReferenceConflict, StoreUnavailable } from '../errors.js';
import { failureOf } from '../failure.js';
import type { Outbox } from '../outbox/outbox.js';
import { writeEvent, type NewEvent } from '../outbox/new-event.js';
import { relayAfter } from '../outbox/outbox-table.js';
import type { OutboxRow } from '../outbox/outbox-row.js';

/** A complaint as an intake hands it over. */
export interface Arrival<D = unknown> {
  /** The complaint's id, made from `reference` and what was said: the key of the ledger. */
  id: string;
  /** The sender's own name for the message. At most one complaint per reference. */
  reference: string;
  number: string;
  channel: string;
  /** RFC 3339, UTC. */
  receivedAt: string;
  /** Its subject is the complaint's id. */
  event: NewEvent<D>;
}

export type Acceptance = 'accepted' | 'already-accepted';

type Outcome = Acceptance | Error;
interface Waiting {
  arrival: Arrival;
  row: OutboxRow;
}

/** Every caller gets an answer within a second, also when the database hangs. */
const answerWithinMs = 900;
const limits = { items: 500, atOnce: 2, queue: 5_000, attempts: 3 } as const;

/**
 * A new complaint has no event before this one. (A ledger row stands for a count of 1: see `stored_sequences` in the
 * migrations.)
 */
const firstSequence = 1;

/** Deadlock, serialization failure: nothing was decided, and the same statement works when the other one is through. */
const conflict = /^(40P01|40001)$/;

/**
 * Accepted means committed here: a ledger row and the event in the outbox, in one statement. Arrivals that come at the
 * same time share a statement. The broker is not involved.
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
   * Accepts a complaint once, however often it is handed over.
   *
   * @throws ReferenceConflict where its reference stands for another complaint
   * @throws StoreUnavailable where the database has not answered within a second; calling again is safe
   * @throws ContractError where the event is too large
   */
  async accept<D>(arrival: Arrival<D>): Promise<Acceptance> {
    const waiting = { arrival: arrival as Arrival, row: writeEvent(arrival.event, this.outbox.writer, firstSequence) };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new StoreUnavailable()), answerWithinMs);
    });
    try {
      const outcome = await Promise.race([this.arrivals.add(waiting), late]);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    } catch (error) {
      throw ['permanent', 'unknown'].includes(failureOf(error)) ? error : new StoreUnavailable();
    } finally {
      clearTimeout(timer);
    }
  }

  /** Resolves when no caller waits any more. */
  drained(): Promise<void> {
    return this.arrivals.drained();
  }

  private async store(waiting: Waiting[]): Promise<Outcome[]> {
    try {
      return await this.insertDespiteConflicts(waiting);
    } catch (error) {
      if (waiting.length === 1 || failureOf(error) !== 'permanent') throw error;
      // One arrival that the database refuses must not fail the others.
      const alone = waiting.map((one) =>
        this.insertDespiteConflicts([one]).catch((reason: unknown) => [
          reason instanceof Error ? reason : new StoreUnavailable(),
        ]),
      );
      return (await Promise.all(alone)).flat();
    }
  }

  private async insertDespiteConflicts(waiting: Waiting[]): Promise<Outcome[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.insert(waiting);
      } catch (error) {
        if (attempt >= limits.attempts || !conflict.test(sqlState(error) ?? '')) throw error;
      }
    }
  }

  /**
   * Two statements that bring the same arrivals lock the unique keys in the same order: that of the references. The id
   * is made from the reference, so equal ids stand at equal places.
   */
  private async insert(waiting: Waiting[]): Promise<Outcome[]> {
    const distinct = [...new Map(waiting.map((one) => [one.arrival.id, one])).values()];
    const column = <T>(read: (one: Waiting) => T): T[] => distinct.map(read);
    const owner = this.outbox.ownerOfFresh();
    const fresh = await prepared<{ event_id: string }>(poolOf(this.dataSource), this.statement, [
      column(({ arrival }) => arrival.id),
      column(({ arrival }) => arrival.reference),
      column(({ arrival }) => arrival.number),
      column(({ arrival }) => arrival.channel),
      column(({ arrival }) => arrival.receivedAt),
      column(({ row }) => row.eventId),
      column(({ row }) => row.topic),
      jsonColumn(column(({ row }) => row.value)),
      owner,
    ]).catch((error: unknown) => {
      // The statement may have been executed although its answer was lost.
      if (isUnreachable(error)) this.outbox.leaveToRelay(column(({ row }) => row));
      throw error;
    });
    const accepted = new Set(fresh.map((row) => row.event_id));
    const rows = distinct.filter(({ row }) => accepted.has(row.eventId)).map(({ row }) => row);
    this.outbox.handOverFirst(rows, owner);
    const known = accepted.size === waiting.length ? new Map<string, string>() : await this.knownReferences(waiting);
    return waiting.map(({ arrival, row }) => {
      if (accepted.has(row.eventId)) return 'accepted';
      return known.get(arrival.reference) === arrival.id ? 'already-accepted' : new ReferenceConflict();
    });
  }

  private get statement(): string {
    const { schema } = this.outbox;
    return `WITH arrival AS (
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::uuid[], $7::text[],
             string_to_array($8, E'\\x1e'))
           AS arrival (id, reference, number, channel, received_at, event_id, topic, value)
       ), accepted AS (
         INSERT INTO ${schema}.ledger (id, reference, number, channel, received_at)
         SELECT id, reference, number, channel, received_at FROM arrival ORDER BY reference COLLATE "C", id
         ON CONFLICT DO NOTHING RETURNING id
       )
       INSERT INTO ${schema}.outbox (event_id, topic, key, value, owner, relay_after)
       SELECT event_id, topic, id::text, value, $9::uuid, ${relayAfter('$9')} FROM arrival JOIN accepted USING (id)
       RETURNING event_id`;
  }

  private async knownReferences(waiting: Waiting[]): Promise<Map<string, string>> {
    const rows: { reference: string; id: string }[] = await this.dataSource.query(
      `SELECT reference, id FROM ${this.outbox.schema}.ledger WHERE reference = ANY($1::text[])`,
      [waiting.map(({ arrival }) => arrival.reference)],
    );
    return new Map(rows.map(({ reference, id }) => [reference, id]));
  }
}
