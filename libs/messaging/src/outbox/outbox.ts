import { reasonOf, sqlState } from '@redress/database';
import type { Logger } from 'pino';
import type { PoolClient } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { HeldEvents } from './held-events.js';
import { Instance } from './instance.js';
import type { Writer } from './new-event.js';
import { splitByOrder, type OlderRow } from './order.rules.js';
import { unowned, OutboxTable, type ClaimedRow, type ReturnedRow } from './outbox-table.js';
import type { OutboxRow } from './outbox-row.js';
import type { Publisher, RowOwner } from './publisher.js';
import { RetriedWrites } from './retried-writes.js';
import { Transaction } from './transaction.js';
import type { LogPlace } from '../transport.js';

/** A row that is in the log, with the place of its `publish` if the transport returned one. */
interface Published {
  eventId: string;
  place: LogPlace | undefined;
}

/**
 * The outbox of a service. Events are written in the transaction of the change that they describe, passed to the
 * publisher in memory right after the commit, and deleted when the transport has acknowledged them. The relay publishes
 * the rows that a crash or an outage leaves behind.
 */
export class Outbox implements RowOwner {
  readonly instance: Instance;
  /** Called when committed rows were left to the relay although the transport is available. */
  onRowsForRelay: () => void = () => undefined;
  private readonly table: OutboxTable;
  private readonly held = new HeldEvents();
  private readonly deletions: RetriedWrites<Published>;
  private readonly returns: RetriedWrites<ReturnedRow>;

  constructor(
    private readonly dataSource: DataSource,
    readonly schema: string,
    readonly writer: Writer,
    private readonly publisher: Publisher,
    private readonly log: Logger,
  ) {
    this.instance = new Instance(dataSource, schema);
    this.table = new OutboxTable(dataSource, schema);
    this.deletions = new RetriedWrites(
      (published) => this.deletePublished(published),
      (error, events) => this.warn(error, events, 'published events could not be deleted from the outbox yet'),
    );
    this.returns = new RetriedWrites(
      // A failed attempt may have been executed, and the relay of this process may have claimed the row since.
      (rows) =>
        this.table.giveBack(
          rows.filter(({ eventId }) => !this.held.has(eventId)),
          this.instance.id,
        ),
      (error, events) => this.warn(error, events, 'unpublished events could not be released to the relay yet'),
    );
  }

  /**
   * Runs `work` in one transaction and commits; then passes the emitted events to the publisher. Rolls back and
   * rethrows if `work` throws. Statements of `tx.manager` and of `tx.query` run on the same connection.
   */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      return await this.runTransaction(runner, client, work);
    } finally {
      await runner.release();
    }
  }

  private async runTransaction<T>(
    runner: QueryRunner,
    client: PoolClient,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    let uncertain: readonly OutboxRow[] = [];
    try {
      await runner.startTransaction();
      const tx = new Transaction(client, runner.manager, this.writer);
      const result = await work(tx);
      const owner = this.ownerOfFresh();
      const { rows, older } = await this.write(tx, owner);
      uncertain = rows;
      // PostgreSQL answers ROLLBACK if a statement failed and its error was caught.
      if ((await client.query('COMMIT')).command !== 'COMMIT') throw new Error('The transaction was rolled back.');
      uncertain = [];
      if (owner === unowned && rows.length > 0) this.onRowsForRelay();
      else this.offerInOrder(rows, older);
      tx.runAfterCommit();
      return result;
    } catch (error) {
      this.leaveToRelay(uncertain);
      const rolledBack = await client.query('ROLLBACK').then(
        () => true,
        () => false,
      );
      // The pool drops a connection that is ending. End a broken connection, and one whose prepared statement no longer
      // matches its table.
      if (!rolledBack || sqlState(error) === '0A000') void endConnection(client);
      throw error;
    }
  }

  /** The owner to store with new rows. If it is `unowned`, the rows must not be passed to the publisher. */
  ownerOfFresh(): string | null {
    if (this.publisher.isUnavailable) return unowned;
    return this.instance.isAlive ? this.instance.id : null;
  }

  /**
   * Passes committed rows to the publisher. Returns false if it does not accept them; they are then left to the relay.
   */
  offer(rows: readonly OutboxRow[], probe = false): boolean {
    if (rows.length === 0) return true;
    const eventIds = rows.map(({ eventId }) => eventId);
    this.held.add(eventIds);
    const taken = this.publisher.offer(rows, this, probe);
    if (!taken) this.released(eventIds);
    return taken;
  }

  /** Passes committed rows that are the first of their keys to the publisher. `owner` was stored with them. */
  handOverFirst(rows: readonly OutboxRow[], owner: string | null): void {
    if (owner !== unowned) this.offer(rows);
  }

  /** For rows whose commit was not confirmed. If they are in the outbox, the relay publishes them. */
  leaveToRelay(rows: readonly OutboxRow[]): void {
    this.released(rows.map(({ eventId }) => eventId));
  }

  /**
   * Releases rows that this process owns but does not hold. (Their commit was not confirmed, and it completed only
   * after {@link leaveToRelay} had run.)
   */
  async releaseUnheld(): Promise<void> {
    const owned = await this.table.ownedForLong(this.instance.id);
    this.returns.add(owned.filter((eventId) => !this.held.has(eventId)).map((eventId) => ({ eventId })));
  }

  /** Claims up to `limit` rows after the position `after` for the relay of this process. */
  async claim(limit: number, after = 0): Promise<ClaimedRow[]> {
    if (!this.instance.isAlive || (await this.table.isEmpty())) return [];
    const claim = { owner: this.instance.id, limit, after, fromDead: this.instance.isSteady };
    return this.transaction((tx) => this.table.claim(claim, tx));
  }

  /** Resolves when the rows are published and deleted, or released. */
  settled(rows: readonly OutboxRow[]): Promise<void> {
    return this.held.settled(rows.map(({ eventId }) => eventId));
  }

  /** This process holds the rows until they are deleted, so that they are not published again. */
  published(eventIds: string[], place?: LogPlace): void {
    this.deletions.add(eventIds.map((eventId) => ({ eventId, place })));
  }

  released(eventIds: string[]): void {
    this.giveBack(eventIds.map((eventId) => ({ eventId })));
  }

  refused(eventIds: string[], code: string): void {
    this.giveBack(eventIds.map((eventId) => ({ eventId, code })));
  }

  /** Resolves when all rows published so far are deleted and all others are released. */
  async drained(): Promise<void> {
    await Promise.all([this.deletions.drained(), this.returns.drained()]);
  }

  /** Stops all retries and ends this process's ownership of rows. */
  async stop(): Promise<void> {
    this.deletions.stop();
    this.returns.stop();
    await this.instance.stop();
  }

  private async write(tx: Transaction, owner: string | null): Promise<{ rows: OutboxRow[]; older: OlderRow[] }> {
    if (tx.rows.length === 0) return { rows: [], older: [] };
    const rows = await this.table.number(tx.rows, tx);
    return { rows, older: await this.table.insert(rows, owner, tx) };
  }

  /**
   * If the log is in this database, a failover to an asynchronous replica can lose published records while their rows
   * are still in the outbox. Such rows are released.
   */
  private async deletePublished(published: readonly Published[]): Promise<void> {
    const eventIds = published.map(({ eventId }) => eventId);
    const places = [...new Set(published.flatMap(({ place }) => place ?? []))];
    if (places.length === 0) await this.table.delete(eventIds);
    else if (!(await this.table.deleteIfHeld(eventIds, places))) {
      this.log.warn({ events: eventIds.length }, 'the database has lost published events: publishing them again');
      return this.released(eventIds);
    }
    this.held.finish(eventIds);
  }

  private offerInOrder(rows: readonly OutboxRow[], older: readonly OlderRow[]): void {
    const { now, later } = splitByOrder(rows, older, (eventId) => this.held.mayBeFollowed(eventId));
    this.offer(now);
    if (later.length === 0) return;
    this.released(later.map(({ eventId }) => eventId));
    this.onRowsForRelay();
  }

  private giveBack(rows: ReturnedRow[]): void {
    this.held.release(rows.map(({ eventId }) => eventId));
    this.returns.add(rows);
  }

  private warn(error: unknown, events: number, message: string): void {
    this.log.warn({ code: reasonOf(error), events }, `${message}: trying again`);
  }
}

/** Ends a connection that must not be used again. */
async function endConnection(client: PoolClient): Promise<void> {
  await (client as unknown as { end(): Promise<void> }).end().catch(() => undefined);
}
