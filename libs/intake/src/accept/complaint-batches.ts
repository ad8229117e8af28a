import { Injectable } from '@nestjs/common';
import { isUnreachable } from '@redress/database';
import { Coalescer, Outbox, ReferenceConflict, StoreUnavailable, failureOf, writeEvent } from '@redress/messaging';
import type { Acceptance } from './arrival.js';
import { Ledger, type LedgerRow } from './ledger.js';
import type { PreparedComplaint } from './prepare.js';
import { despiteConflicts } from './despite-conflicts.js';

type Outcome = Acceptance | Error;

const limits = { items: 500, atOnce: 2, queue: 5_000 } as const;

/**
 * A new complaint has no event before this one. (A ledger row stands for a count of 1: see `stored_sequences` in
 * `messagingMigrations`.)
 */
const firstSequence = 1;

/** Stores complaints. Those that come at the same time share a statement. The broker is not involved. */
@Injectable()
export class ComplaintBatches {
  private readonly rows: Coalescer<LedgerRow, Outcome>;

  constructor(
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
  ) {
    this.rows = new Coalescer((rows) => this.store(rows), { ...limits, full: () => new StoreUnavailable() });
  }

  /**
   * Resolves after the commit.
   *
   * @throws ReferenceConflict, ContractError (the event is too large), StoreUnavailable (too many wait), and what the
   *   database throws
   */
  async add(complaint: PreparedComplaint): Promise<Acceptance> {
    const event = writeEvent(complaint.event, this.outbox.writer, firstSequence);
    const outcome = await this.rows.add({ complaint, event });
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  /** Resolves when no complaint waits any more. */
  drained(): Promise<void> {
    return this.rows.drained();
  }

  private async store(rows: LedgerRow[]): Promise<Outcome[]> {
    try {
      return await despiteConflicts(() => this.insert(rows));
    } catch (error) {
      if (rows.length === 1 || failureOf(error) !== 'permanent') throw error;
      // One complaint that the database refuses must not fail the others.
      const alone = rows.map((row) =>
        despiteConflicts(() => this.insert([row])).catch((reason: unknown) => [
          reason instanceof Error ? reason : new StoreUnavailable(),
        ]),
      );
      return (await Promise.all(alone)).flat();
    }
  }

  private async insert(rows: LedgerRow[]): Promise<Outcome[]> {
    const distinct = [...new Map(rows.map((row) => [row.complaint.id, row])).values()];
    const owner = this.outbox.ownerOfFresh();
    const accepted = await this.ledger.insertComplaints(distinct, owner).catch((error: unknown) => {
      // The statement may have been executed although its answer was lost.
      if (isUnreachable(error)) this.outbox.leaveToRelay(distinct.map(({ event }) => event));
      throw error;
    });
    const fresh = distinct.map(({ event }) => event).filter(({ eventId }) => accepted.has(eventId));
    this.outbox.handOverFirst(fresh, owner);
    const references = rows.map(({ complaint }) => complaint.reference);
    const known = accepted.size === rows.length ? new Map<string, string>() : await this.ledger.idsUnder(references);
    return rows.map(({ complaint, event }) => {
      if (accepted.has(event.eventId)) return 'accepted';
      return known.get(complaint.reference) === complaint.id ? 'already-accepted' : new ReferenceConflict();
    });
  }
}
