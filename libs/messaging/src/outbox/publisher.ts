import { setTimeout as sleep } from 'node:timers/promises';
import type { Counter, Registry } from 'prom-client';
import { Counter as PromCounter } from 'prom-client';
import type { Logger } from 'pino';
import { codeOf } from '../failure.js';
import type { PublishFault, Transport } from '../transport.js';
import type { OutboxRow } from './outbox-row.js';

/** Who handed rows over and hears what became of them. */
export interface RowOwner {
  /** The carrier has them. */
  published(eventIds: string[]): void;
  /** The carrier is away: they stay in the outbox for the relay. */
  released(eventIds: string[]): void;
  /** The carrier does not take these: the topic is missing, or the record is one it never takes. */
  refused(eventIds: string[], code: string): void;
}

interface Entry {
  row: OutboxRow;
  owner: RowOwner;
  bytes: number;
}

export const publisherLimits = { events: 1_000, bytesPerPartition: 512 * 1024, queue: 20_000, lingerMs: 5 } as const;

/**
 * The one way out of a process: one send under way, everything that comes meanwhile leaves together with the next.
 * (The Kafka producer is not idempotent; that acknowledged events are in the log rests on this and on the outbox. Architecture §4.)
 * It keeps nothing: a row that cannot be published now is given back and stays in its outbox.
 */
export class Publisher {
  private queue: Entry[] = [];
  private sending: Promise<void> | undefined;
  private away = false;
  private nextSendAt = 0;
  private readonly sent: Counter;

  constructor(
    private readonly transport: Transport,
    private readonly log: Logger,
    registry: Registry,
  ) {
    this.sent = new PromCounter({
      name: 'redress_events_published_total',
      help: 'Events handed to the carrier, by topic and outcome.',
      labelNames: ['topic', 'outcome'],
      registers: [registry],
    });
  }

  /** Whether the carrier did not take what was last tried. */
  get isAway(): boolean {
    return this.away;
  }

  /**
   * Takes rows whose transaction is committed. Gives false, and takes none, where its queue is full or the carrier is away;
   * `probe` (the relay) is taken also then: its rows find out whether the carrier is back.
   */
  offer(rows: readonly OutboxRow[], owner: RowOwner, probe = false): boolean {
    if ((this.away && !probe) || this.queue.length + rows.length > publisherLimits.queue) return false;
    if (rows.length === 0) return true;
    for (const row of rows) this.queue.push({ row, owner, bytes: Buffer.byteLength(row.value) + row.key.length + 100 });
    this.sending ??= this.work();
    return true;
  }

  /** Resolves when everything taken so far is published or given back. */
  async drained(): Promise<void> {
    while (this.sending) await this.sending;
  }

  private async work(): Promise<void> {
    try {
      while (this.queue.length > 0) {
        await this.linger();
        await this.send(this.nextBatch());
      }
    } finally {
      this.sending = undefined;
    }
  }

  /** A lone event leaves at once; the next send is at least 5 ms later, unless it is a full one. */
  private async linger(): Promise<void> {
    const ms = this.queue.length >= publisherLimits.events ? 0 : this.nextSendAt - performance.now();
    await (ms > 0 ? sleep(ms) : new Promise<void>((resolve) => setImmediate(resolve)));
    this.nextSendAt = performance.now() + publisherLimits.lingerMs;
  }

  /** Cuts at the first row that does not fit any more, so that the order within a key is kept. */
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

  private async send(batch: Entry[]): Promise<void> {
    try {
      await this.transport.publish(batch.map(({ row }) => row));
      this.away = false;
      this.tell(batch, 'published', (owner, ids) => owner.published(ids));
    } catch (error) {
      const fault = this.transport.faultOf(error);
      if (fault !== 'away') return this.isolate(batch, fault, error);
      if (!this.away) this.log.warn({ code: codeOf(error) ?? 'unknown' }, 'the carrier is away: events stay in the outbox');
      this.away = true;
      this.tell([...batch, ...this.queue.splice(0)], 'released', (owner, ids) => owner.released(ids));
    }
  }

  /** Splits by topic, then in halves, until the rows the carrier does not take stand alone. Order per key holds: the parts go one after the other. */
  private async isolate(batch: Entry[], fault: PublishFault, error: unknown): Promise<void> {
    const topics = [...new Set(batch.map(({ row }) => row.topic))];
    if (topics.length > 1) {
      for (const topic of topics) await this.send(batch.filter(({ row }) => row.topic === topic));
    } else if (fault === 'record' && batch.length > 1) {
      const middle = batch.length >> 1;
      await this.send(batch.slice(0, middle));
      await this.send(batch.slice(middle));
    } else {
      const code = codeOf(error) ?? (error as { type?: string }).type ?? (error instanceof Error ? error.name : 'unknown');
      this.log.error({ code, topic: topics[0], events: batch.length }, 'the carrier does not take these events: they wait in the outbox');
      this.tell(batch, 'refused', (owner, ids) => owner.refused(ids, code));
    }
  }

  private tell(entries: Entry[], outcome: string, tell: (owner: RowOwner, eventIds: string[]) => void): void {
    const byOwner = new Map<RowOwner, string[]>();
    const byTopic = new Map<string, number>();
    for (const { row, owner } of entries) {
      const ids = byOwner.get(owner);
      if (ids) ids.push(row.eventId);
      else byOwner.set(owner, [row.eventId]);
      byTopic.set(row.topic, (byTopic.get(row.topic) ?? 0) + 1);
    }
    byTopic.forEach((count, topic) => this.sent.inc({ topic, outcome }, count));
    byOwner.forEach((ids, owner) => tell(owner, ids));
  }
}
