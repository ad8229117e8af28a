import { reasonOf } from '@redress/database';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Counter, Registry } from 'prom-client';
import { Counter as PromCounter } from 'prom-client';
import type { Logger } from 'pino';
import { PartlyPublished, type LogPlace, type PublishFault, type Transport } from '../transport.js';
import type { OutboxRow } from './outbox-row.js';

/** Offers rows to the publisher. For each row, exactly one of the three callbacks is called, once. */
export interface RowOwner {
  /** The rows are in the log, at `place` if the transport returned one. */
  published(eventIds: string[], place?: LogPlace): void;
  /** The rows are not in the log, or it is uncertain whether they are. They stay in the outbox for the relay. */
  released(eventIds: string[]): void;
  /** The transport does not accept the rows: the topic is missing, or the records can never be published. */
  refused(eventIds: string[], code: string): void;
}

interface Entry {
  row: OutboxRow;
  owner: RowOwner;
  bytes: number;
}

interface Failed {
  entry: Entry;
  fault: PublishFault;
  error: unknown;
}

export const publisherLimits = {
  events: 1_000,
  bytesPerPartition: 512 * 1024,
  queue: 20_000,
  lingerMs: 5,
  partlyMs: 1_000,
} as const;

/** Order is kept within one key of one topic. */
const orderOf = ({ row }: Entry): string => `${row.topic}\0${row.key}`;

/**
 * Publishes the events of a process, with one send in flight. Rows that arrive meanwhile are part of the next send.
 * (The Kafka producer is not idempotent. The guarantee that acknowledged events are in the log depends on the single
 * send in flight and on the outbox: decision 0002.) The publisher stores nothing. A row that cannot be published now is
 * returned to its owner and stays in its outbox, and so does every later row of the same key.
 */
export class Publisher {
  private queue: Entry[] = [];
  private sending: Promise<void> | undefined;
  private unavailable = false;
  /** Until this time (`performance.now()`), partitions that have just failed are likely to fail again. */
  private partlyUnavailableUntil = -Infinity;
  private nextSendAt = 0;
  private readonly sent: Counter;

  constructor(
    private readonly transport: Transport,
    private readonly log: Logger,
    registry: Registry,
  ) {
    this.sent = new PromCounter({
      name: 'redress_events_published_total',
      help: 'Events given to the transport, by topic and outcome.',
      labelNames: ['topic', 'outcome'],
      registers: [registry],
    });
  }

  /**
   * Whether the transport was unavailable at the last attempt. If so, only the probes of relays are accepted.
   */
  get isUnavailable(): boolean {
    return this.unavailable;
  }

  /**
   * Whether some partitions were unavailable within the last second. If so, released rows should wait; new rows are
   * accepted.
   */
  get isPartlyUnavailable(): boolean {
    return performance.now() < this.partlyUnavailableUntil;
  }

  /**
   * Accepts rows whose transaction is committed. Returns false and accepts none if the queue is full or the transport
   * is unavailable. With `probe` (used by the relay), it also accepts rows while the transport is unavailable, to test
   * whether it is available again.
   */
  offer(rows: readonly OutboxRow[], owner: RowOwner, probe = false): boolean {
    if ((this.unavailable && !probe) || this.queue.length + rows.length > publisherLimits.queue) return false;
    if (rows.length === 0) return true;
    for (const row of rows) this.queue.push({ row, owner, bytes: Buffer.byteLength(row.value) + row.key.length + 100 });
    this.sending ??= this.work();
    return true;
  }

  /** Resolves when all rows accepted so far are published, released or refused. */
  async drained(): Promise<void> {
    while (this.sending) await this.sending;
  }

  private async work(): Promise<void> {
    try {
      while (this.queue.length > 0) {
        await this.linger();
        const blocked = new Set<string>();
        await this.publish(this.nextBatch(), blocked);
        this.release(this.takeBlocked(blocked));
      }
    } finally {
      this.sending = undefined;
    }
  }

  /** A single event is sent at once. The next send starts at least 5 ms later, unless a full batch is waiting. */
  private async linger(): Promise<void> {
    const ms = this.queue.length >= publisherLimits.events ? 0 : this.nextSendAt - performance.now();
    await (ms > 0 ? sleep(ms) : new Promise<void>((resolve) => setImmediate(resolve)));
    this.nextSendAt = performance.now() + publisherLimits.lingerMs;
  }

  /** Ends the batch at the first row that does not fit, so that the order within a key is kept. */
  private nextBatch(): Entry[] {
    const bytes = new Map<string, number>();
    let count = 0;
    for (; count < this.queue.length && count < publisherLimits.events; count++) {
      const { row, bytes: size } = this.queue[count]!;
      const partition = `${row.topic}/${this.transport.partitionOf(row.topic, row.key)}`;
      const total = (bytes.get(partition) ?? 0) + size;
      if (count > 0 && total > publisherLimits.bytesPerPartition) break;
      bytes.set(partition, total);
    }
    return this.queue.splice(0, count);
  }

  /**
   * Publishes a batch. Adds the keys of failed rows to `blocked`: later rows of these keys are released, not published.
   */
  private async publish(batch: Entry[], blocked: Set<string>): Promise<void> {
    this.release(batch.filter((entry) => blocked.has(orderOf(entry))));
    const open = batch.filter((entry) => !blocked.has(orderOf(entry)));
    if (open.length === 0) return;
    const { failures, place } = await this.send(open);
    const published = open.filter((_, index) => failures[index] === undefined);
    this.report(published, 'published', (owner, ids) => owner.published(ids, place));
    const failed = open.flatMap((entry, index): Failed[] => {
      const error = failures[index];
      return error === undefined ? [] : [{ entry, fault: this.transport.faultOf(error), error }];
    });
    const released = failed.filter(({ fault }) => fault === 'unavailable').map(({ entry }) => entry);
    for (const entry of released) blocked.add(orderOf(entry));
    this.release(released);
    await this.isolate(
      failed.filter(({ fault }) => fault === 'topic'),
      blocked,
    );
    await this.isolate(
      failed.filter(({ fault }) => fault === 'record'),
      blocked,
    );
  }

  /** Returns one entry for each row: undefined if it is in the log, otherwise the error. */
  private async send(batch: Entry[]): Promise<{ failures: readonly unknown[]; place?: LogPlace | undefined }> {
    try {
      const place = await this.transport.publish(batch.map(({ row }) => row));
      this.unavailable = false;
      return { failures: batch.map(() => undefined), place };
    } catch (error) {
      if (error instanceof PartlyPublished) {
        this.unavailable = false;
        this.notePartlyUnavailable(error.failures);
        return { failures: error.failures };
      }
      if (this.transport.faultOf(error) === 'unavailable') {
        if (!this.unavailable)
          this.log.warn({ code: reasonOf(error) }, 'the transport is unavailable: events stay in the outbox');
        this.unavailable = true;
        this.release(this.queue.splice(0));
      }
      return { failures: batch.map(() => error) };
    }
  }

  private notePartlyUnavailable(failures: readonly unknown[]): void {
    const failure = failures.find((error) => error !== undefined && this.transport.faultOf(error) === 'unavailable');
    if (failure === undefined) return;
    // The relay retries every second: the outage has ended only if no failure occurred for longer than that.
    const isNew = performance.now() > this.partlyUnavailableUntil + publisherLimits.partlyMs;
    if (isNew)
      this.log.warn({ code: reasonOf(failure) }, 'some partitions are unavailable: their events stay in the outbox');
    this.partlyUnavailableUntil = performance.now() + publisherLimits.partlyMs;
  }

  /** Splits by topic, then in halves, until only rows that the transport does not accept are left. */
  private async isolate(failed: Failed[], blocked: Set<string>): Promise<void> {
    const topics = [...new Set(failed.map(({ entry }) => entry.row.topic))];
    const entries = failed.map(({ entry }) => entry);
    const [first] = failed;
    if (!first) return;
    if (topics.length > 1) {
      for (const topic of topics) {
        await this.publish(
          entries.filter(({ row }) => row.topic === topic),
          blocked,
        );
      }
    } else if (first.fault === 'record' && entries.length > 1) {
      const middle = entries.length >> 1;
      await this.publish(entries.slice(0, middle), blocked);
      await this.publish(entries.slice(middle), blocked);
    } else {
      const code = reasonOf(first.error);
      this.log.error(
        { code, topic: topics[0], events: entries.length },
        'the transport does not accept these events: they stay in the outbox',
      );
      for (const entry of entries) blocked.add(orderOf(entry));
      this.report(entries, 'refused', (owner, ids) => owner.refused(ids, code));
    }
  }

  private takeBlocked(blocked: ReadonlySet<string>): Entry[] {
    if (blocked.size === 0) return [];
    const behind = this.queue.filter((entry) => blocked.has(orderOf(entry)));
    this.queue = this.queue.filter((entry) => !blocked.has(orderOf(entry)));
    return behind;
  }

  private release(entries: Entry[]): void {
    this.report(entries, 'released', (owner, ids) => owner.released(ids));
  }

  private report(entries: Entry[], outcome: string, call: (owner: RowOwner, eventIds: string[]) => void): void {
    const byOwner = new Map<RowOwner, string[]>();
    const byTopic = new Map<string, number>();
    for (const { row, owner } of entries) {
      const ids = byOwner.get(owner);
      if (ids) ids.push(row.eventId);
      else byOwner.set(owner, [row.eventId]);
      byTopic.set(row.topic, (byTopic.get(row.topic) ?? 0) + 1);
    }
    byTopic.forEach((count, topic) => this.sent.inc({ topic, outcome }, count));
    byOwner.forEach((ids, owner) => call(owner, ids));
  }
}
