import { prepared } from '@redress/database';
import type { PoolClient } from 'pg';
import type { EntityManager } from 'typeorm';
import { writeEvent, type NewEvent, type Writer } from './new-event.js';
import type { OutboxRow } from './outbox-row.js';

/** One database transaction. Changes and the events about them are committed together or not at all. */
export class Transaction {
  /** Without their sequences, which are assigned just before the commit. */
  readonly rows: OutboxRow[] = [];
  private readonly committed: (() => void)[] = [];

  constructor(
    private readonly client: PoolClient,
    /**
     * TypeORM's entity manager of this transaction. Its changes are committed together with the emitted events.
     */
    readonly manager: EntityManager,
    private readonly writer: Writer,
  ) {}

  /**
   * Runs one statement and returns its rows, including those of RETURNING. The statement is prepared once per
   * connection, so `sql` must be one of a small, fixed set of texts.
   */
  query<T = Record<string, unknown>>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return prepared<T>(this.client, sql, parameters);
  }

  /**
   * Writes events into the outbox just before the commit. Their sequence is counted per subject, in the order of the
   * calls.
   *
   * @throws ContractError `too-large`
   */
  emit<D>(...events: NewEvent<D>[]): void {
    for (const event of events) this.rows.push(writeEvent(event, this.writer));
  }

  /** Calls `work` after the transaction is committed (to wake a worker, for example); never after a rollback. */
  afterCommit(work: () => void): void {
    this.committed.push(work);
  }

  /** For the outbox only. */
  runAfterCommit(): void {
    this.committed.forEach((work) => work());
  }
}
