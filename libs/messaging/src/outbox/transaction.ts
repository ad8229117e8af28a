import { prepared } from '@redress/database';
import type { PoolClient } from 'pg';
import { writeEvent, type NewEvent, type Writer } from './new-event.js';
import type { OutboxRow } from './outbox-row.js';

/** One database transaction: changes and the events that tell of them are committed together or not at all. */
export class Transaction {
  readonly rows: OutboxRow[] = [];
  private readonly committed: (() => void)[] = [];

  constructor(
    private readonly client: PoolClient,
    private readonly writer: Writer,
  ) {}

  /** Runs one statement, prepared once per connection: its text is one of a fixed few. Gives its rows (also of … RETURNING). */
  query<T = Record<string, unknown>>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return prepared<T>(this.client, sql, parameters);
  }

  /** Writes events into the outbox, just before the commit. Throws ContractError `too-large`. */
  emit<D>(...events: NewEvent<D>[]): void {
    for (const event of events) this.rows.push(writeEvent(event, this.writer));
  }

  /** Runs `work` once the transaction is committed (to wake a worker, say); never after a rollback. */
  afterCommit(work: () => void): void {
    this.committed.push(work);
  }

  /** For the outbox only. */
  tellCommitted(): void {
    this.committed.forEach((work) => work());
  }
}
