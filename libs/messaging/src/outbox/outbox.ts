import { jsonColumn, poolOf, prepared, sqlState } from '@redress/database';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { Coalescer } from '../coalescer.js';
import { codeOf } from '../failure.js';
import type { Writer } from './new-event.js';
import type { OutboxRow } from './outbox-row.js';
import type { Publisher, RowOwner } from './publisher.js';
import { Transaction } from './transaction.js';

/**
 * A service's finished events: written with the change they tell of, handed to the publisher in memory right after the commit,
 * deleted once the carrier has them. What a crash or an outage leaves behind is the relay's.
 */
export class Outbox implements RowOwner {
  /** Rows this process has handed over and not yet deleted: not the relay's business. */
  private readonly handed = new Set<string>();
  private readonly deletions: Coalescer<string[], undefined>;

  constructor(
    private readonly dataSource: DataSource,
    readonly schema: string,
    readonly writer: Writer,
    private readonly publisher: Publisher,
    private readonly log: Logger,
  ) {
    this.deletions = new Coalescer((ids) => this.delete(ids.flat()), { items: 1_000, atOnce: 1 });
  }

  /** Runs `work` in one transaction and commits; then hands the emitted events to the publisher. Rolls back and rethrows where `work` throws. */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const client = await poolOf(this.dataSource).connect();
    let broken: Error | undefined;
    const onBroken = (error: Error): void => void (broken = error);
    client.on('error', onBroken);
    try {
      await client.query('BEGIN');
      const tx = new Transaction(client, this.writer);
      const result = await work(tx);
      await this.insert(tx);
      // PostgreSQL answers ROLLBACK where a statement failed and nobody looked.
      if ((await client.query('COMMIT')).command !== 'COMMIT') throw new Error('The transaction was rolled back.');
      this.handOver(tx.rows);
      tx.tellCommitted();
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(onBroken);
      // A prepared statement whose table has changed under it is prepared anew on another connection.
      if (sqlState(error) === '0A000') onBroken(error as Error);
      throw error;
    } finally {
      client.off('error', onBroken);
      client.release(broken);
    }
  }

  /** Rows that are committed in the outbox go to the publisher; where it does not take them the relay will. */
  handOver(rows: readonly OutboxRow[], probe = false): boolean {
    if (rows.length === 0) return true;
    for (const { eventId } of rows) this.handed.add(eventId);
    const taken = this.publisher.offer(rows, this, probe);
    if (!taken) this.released(rows.map(({ eventId }) => eventId));
    return taken;
  }

  isHanded(eventId: string): boolean {
    return this.handed.has(eventId);
  }

  published(eventIds: string[]): void {
    this.deletions.add(eventIds).catch((error: unknown) => {
      // They go out once more; readers know an event by its id.
      this.log.warn({ code: codeOf(error) ?? 'unknown', events: eventIds.length }, 'published events could not be taken out of the outbox');
      this.released(eventIds);
    });
  }

  released(eventIds: string[]): void {
    for (const eventId of eventIds) this.handed.delete(eventId);
  }

  /** They are tried again by the relay each minute: a missing topic may have been made. */
  refused(eventIds: string[], code: string): void {
    this.dataSource
      .query(`UPDATE ${this.schema}.outbox SET refused = $2, relay_after = now() + interval '1 minute' WHERE event_id = ANY($1::uuid[])`, [
        eventIds,
        code,
      ])
      .catch(() => undefined)
      .finally(() => this.released(eventIds));
  }

  /** Resolves when what was published is also deleted. */
  drained(): Promise<void> {
    return this.deletions.drained();
  }

  private async insert(tx: Transaction): Promise<void> {
    const { rows } = tx;
    if (rows.length === 0) return;
    await tx.query(
      `INSERT INTO ${this.schema}.outbox (event_id, topic, key, value)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], string_to_array($4, E'\\x1e'))`,
      [rows.map((row) => row.eventId), rows.map((row) => row.topic), rows.map((row) => row.key), jsonColumn(rows.map((row) => row.value))],
    );
  }

  private async delete(eventIds: string[]): Promise<undefined[]> {
    await prepared(poolOf(this.dataSource), `DELETE FROM ${this.schema}.outbox WHERE event_id = ANY($1::uuid[])`, [eventIds]);
    for (const eventId of eventIds) this.handed.delete(eventId);
    return [];
  }
}
