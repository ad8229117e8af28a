import type { QueryRunner } from 'typeorm';
import { writeEvent, type NewEvent, type Writer } from './new-event.js';
import type { OutboxRow } from './outbox-row.js';

/** One database transaction: changes and the events that tell of them are committed together or not at all. */
export class Transaction {
  readonly rows: OutboxRow[] = [];
  private readonly committed: (() => void)[] = [];

  constructor(
    private readonly runner: QueryRunner,
    private readonly writer: Writer,
  ) {}

  /** Runs one statement; gives its rows (also of INSERT, UPDATE, DELETE … RETURNING). */
  async query<T = Record<string, unknown>>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    const result: { records?: T[] } = await this.runner.query(sql, parameters, true);
    return result.records ?? [];
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
