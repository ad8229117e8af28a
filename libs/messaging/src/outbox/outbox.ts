import { reasonOf, sqlState } from '@redress/database';
import type { Logger } from 'pino';
import type { PoolClient } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { InHand } from './in-hand.js';
import { Instance } from './instance.js';
import type { Writer } from './new-event.js';
import { splitByOrder, type OlderRow } from './order.rules.js';
import { nobody, OutboxTable, type ClaimedRow, type GivenBack } from './outbox-table.js';
import type { OutboxRow } from './outbox-row.js';
import type { Publisher, RowOwner } from './publisher.js';
import { RetriedWrites } from './retried-writes.js';
import { Transaction } from './transaction.js';
import type { LogPlace } from '../transport.js';

/** A row that is in the log, with the place of its `publish` where the transport names one. */
interface Published {
  eventId: string;
  place: LogPlace | undefined;
}

/**
 * A service's finished events. They are written together with the change that they are about, given to the publisher in
 * memory right after the commit, and deleted when the carrier has them. What a crash or an outage leaves behind is
 * published by the relay.
 */
export class Outbox implements RowOwner {
  readonly instance: Instance;
  /** Called when committed rows were left to the relay although the carrier works. */
  onRowsForRelay: () => void = () => undefined;
  private readonly table: OutboxTable;
  private readonly inHand = new InHand();
  private readonly deletions: RetriedWrites<Published>;
  private readonly returns: RetriedWrites<GivenBack>;

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
      // A failed attempt may have been executed, and the relay of this process may have taken the row since.
      (rows) =>
        this.table.giveBack(
          rows.filter(({ eventId }) => !this.inHand.has(eventId)),
          this.instance.id,
        ),
      (error, events) => this.warn(error, events, 'unpublished events could not be given back to the relay yet'),
    );
  }

  /**
   * Runs `work` in one transaction and commits; then gives the emitted events to the publisher. Rolls back and rethrows
   * where `work` throws. Statements of `tx.manager` and of `tx.query` run on the same connection.
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
      // PostgreSQL answers ROLLBACK where a statement failed and nobody noticed.
      if ((await client.query('COMMIT')).command !== 'COMMIT') throw new Error('The transaction was rolled back.');
      uncertain = [];
      if (owner === nobody && rows.length > 0) this.onRowsForRelay();
      else this.handOverInOrder(rows, older);
      tx.runAfterCommit();
      return result;
    } catch (error) {
      this.leaveToRelay(uncertain);
      const rolledBack = await client.query('ROLLBACK').then(
        () => true,
        () => false,
      );
      // The pool drops a connection that is ending: a broken one, and one whose prepared statement no longer fits its
      // table.
      if (!rolledBack || sqlState(error) === '0A000') void endConnection(client);
      throw error;
    }
  }

  /** The owner to store with rows that are about to be inserted. Where it is `nobody`, they must not be handed over. */
  ownerOfFresh(): string | null {
    if (this.publisher.isAway) return nobody;
    return this.instance.isAlive ? this.instance.id : null;
  }

  /**
   * Gives committed rows to the publisher. Returns false where it does not take them: then they are left to the relay.
   */
  handOver(rows: readonly OutboxRow[], probe = false): boolean {
    if (rows.length === 0) return true;
    const eventIds = rows.map(({ eventId }) => eventId);
    this.inHand.add(eventIds);
    const taken = this.publisher.offer(rows, this, probe);
    if (!taken) this.released(eventIds);
    return taken;
  }

  /** Gives committed rows to the publisher that are the first of their keys. `owner` is what was stored with them. */
  handOverFirst(rows: readonly OutboxRow[], owner: string | null): void {
    if (owner !== nobody) this.handOver(rows);
  }

  /** For rows whose commit was not confirmed: if they are in the outbox after all, the relay publishes them. */
  leaveToRelay(rows: readonly OutboxRow[]): void {
    this.released(rows.map(({ eventId }) => eventId));
  }

  /**
   * Gives back rows that this process owns and knows nothing about. (Their commit was confirmed to nobody, and later
   * than {@link leaveToRelay} looked.)
   */
  async giveBackForgotten(): Promise<void> {
    const owned = await this.table.ownedForLong(this.instance.id);
    this.returns.add(owned.filter((eventId) => !this.inHand.has(eventId)).map((eventId) => ({ eventId })));
  }

  /** Takes rows behind the position `after` for the relay of this process. */
  async claim(limit: number, after = 0): Promise<ClaimedRow[]> {
    if (!this.instance.isAlive || (await this.table.isEmpty())) return [];
    const claim = { owner: this.instance.id, limit, after, fromDead: this.instance.isSteady };
    return this.transaction((tx) => this.table.claim(claim, tx));
  }

  /** Resolves when the rows are published and deleted, or given back. */
  settled(rows: readonly OutboxRow[]): Promise<void> {
    return this.inHand.settled(rows.map(({ eventId }) => eventId));
  }

  /** The rows stay in hand until they are deleted: what is known to be published is not published again. */
  published(eventIds: string[], place?: LogPlace): void {
    this.deletions.add(eventIds.map((eventId) => ({ eventId, place })));
  }

  released(eventIds: string[]): void {
    this.giveBack(eventIds.map((eventId) => ({ eventId })));
  }

  refused(eventIds: string[], code: string): void {
    this.giveBack(eventIds.map((eventId) => ({ eventId, code })));
  }

  /** Resolves when everything published so far is deleted and everything refused is given back. */
  async drained(): Promise<void> {
    await Promise.all([this.deletions.drained(), this.returns.drained()]);
  }

  /** Ends all retries and this process's ownership of rows. */
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
   * Where the log is in this database, a failover to an asynchronous replica can have lost what was published, while the
   * rows are still in the outbox: these are given back.
   */
  private async deletePublished(published: readonly Published[]): Promise<void> {
    const eventIds = published.map(({ eventId }) => eventId);
    const places = [...new Set(published.flatMap(({ place }) => place ?? []))];
    if (places.length === 0) await this.table.delete(eventIds);
    else if (!(await this.table.deleteIfHeld(eventIds, places))) {
      this.log.warn(
        { events: eventIds.length },
        'the database has lost events that were published: publishing them again',
      );
      return this.released(eventIds);
    }
    this.inHand.finish(eventIds);
  }

  private handOverInOrder(rows: readonly OutboxRow[], older: readonly OlderRow[]): void {
    const { now, later } = splitByOrder(rows, older, (eventId) => this.inHand.mayBeFollowed(eventId));
    this.handOver(now);
    if (later.length === 0) return;
    this.released(later.map(({ eventId }) => eventId));
    this.onRowsForRelay();
  }

  private giveBack(rows: GivenBack[]): void {
    this.inHand.giveBack(rows.map(({ eventId }) => eventId));
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
