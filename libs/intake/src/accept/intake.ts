import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Installation } from '@redress/contracts';
import { Outbox, ReferenceConflict, StoreUnavailable, failureOf } from '@redress/messaging';
import { withinASecond } from '../within-a-second.js';
import type { Acceptance, Accepted, Access, Arrival, Identity } from './arrival.js';
import { ComplaintBatches } from './complaint-batches.js';
import { despiteConflicts } from './despite-conflicts.js';
import { Ledger } from './ledger.js';
import { Preparation, type PreparedMessage } from './prepare.js';

/**
 * Accepted means committed in the service's own database: a ledger row and the event in the outbox. The broker is not
 * involved. Card numbers are masked before anything is published; the original is kept sealed.
 */
@Injectable()
export class Intake implements OnApplicationShutdown {
  private readonly messages = new Set<Promise<unknown>>();

  constructor(
    private readonly preparation: Preparation,
    private readonly complaints: ComplaintBatches,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly installation: Installation,
  ) {}

  /**
   * Accepts a complaint, or a message about a known complaint, once, however often it is handed over. Tell the sender
   * only after it has resolved.
   *
   * @throws ReferenceConflict where its reference stands for another message
   * @throws StoreUnavailable where the database has not answered within a second; calling again is safe
   * @throws ContractError where the event is too large
   */
  async accept(arrival: Arrival): Promise<Accepted> {
    if ('message' in arrival) {
      const message = this.preparation.message(arrival);
      const acceptance = await answered(() => this.storeMessage(message));
      return { id: message.id, number: message.number, acceptance };
    }
    const complaint = this.preparation.complaint(arrival);
    const acceptance = await answered(() => this.complaints.add(complaint));
    return { id: complaint.id, number: complaint.number, acceptance };
  }

  /** The id that the complaint with this identity has or will have. */
  idOf(identity: Identity): string {
    return this.preparation.complaintId(identity);
  }

  /** Code and link of an accepted complaint. Give them to nobody but its customer. */
  accessTo(complaintId: string): Access {
    return { code: this.installation.codeOf(complaintId), linkToken: this.installation.linkToken(complaintId) };
  }

  /**
   * The id that a reference stands for.
   *
   * @throws DatabaseUnavailable where the database has not answered within a second
   */
  async idUnder(reference: string): Promise<string | undefined> {
    return (await withinASecond(() => this.ledger.idsUnder([reference]))).get(reference);
  }

  /** Waits until nothing is being stored any more; the outbox is emptied after that. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled([this.complaints.drained(), ...this.messages]);
  }

  /** The number of the event comes from the complaint's counter, so this takes a transaction. */
  private async storeMessage(message: PreparedMessage): Promise<Acceptance> {
    const stored = despiteConflicts(() =>
      this.outbox.transaction(async (tx) => {
        const fresh = await this.ledger.insertMessage(message, tx);
        if (fresh) tx.emit(message.event);
        return fresh;
      }),
    );
    this.messages.add(stored);
    try {
      if (await stored) return 'accepted';
    } finally {
      this.messages.delete(stored);
    }
    const known = await this.ledger.idsUnder([message.reference]);
    if (known.get(message.reference) !== message.id) throw new ReferenceConflict();
    return 'already-accepted';
  }
}

async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await withinASecond(work);
  } catch (error) {
    throw ['permanent', 'unknown'].includes(failureOf(error)) ? error : new StoreUnavailable();
  }
}
