import { poolOf, prepared } from '@redress/database';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { codeOf, failureOf } from '../failure.js';
import type { BatchReader, IncomingRecord, Subscription } from '../transport.js';
import { restAfter } from '../consume/group-reader.js';
import { Leases, leaseSettings, type Lease } from './leases.js';
import type { WakeUp } from './wake-up.js';

const settings = { batch: 500, pollMs: 1_000, tryAgainMs: 500, moveAfterMs: 100 } as const;

interface LogRow {
  partition: number;
  offset: number;
  key: string;
  value: string;
}

/** One group reading one topic: all partitions it holds in one query and one batch. */
export class PostgresSubscription implements Subscription {
  private readonly leases: Leases;
  private held = new Map<number, Lease>();
  /** Partitions to leave alone until then (ms since the epoch). */
  private readonly paused = new Map<number, number>();
  private renewAt = 0;
  /** Leases whose offset is ahead of its row, and when it is to be written; 0 = nothing to write. */
  private readonly moved = new Map<number, Lease>();
  private moveAt = 0;
  private stopping = false;
  private renewed = false;
  private awake = false;
  private wake: () => void = () => undefined;
  private working: Promise<void> | undefined;
  private readonly unlisten: () => void;

  constructor(
    private readonly dataSource: DataSource,
    wakeUp: WakeUp,
    private readonly group: string,
    private readonly topic: string,
    private readonly read: BatchReader,
    private readonly log: Logger,
  ) {
    this.leases = new Leases(dataSource, group, topic);
    this.unlisten = wakeUp.listen(topic, () => this.rouse());
  }

  get ready(): boolean {
    return this.renewed;
  }

  start(): void {
    this.working = this.work();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.unlisten();
    this.rouse();
    await this.working;
    await this.moveOffsets().catch(() => undefined);
    await this.leases.giveBack().catch(() => undefined);
  }

  private rouse(): void {
    this.awake = true;
    this.wake();
  }

  private async work(): Promise<void> {
    while (!this.stopping) {
      try {
        if (Date.now() >= this.renewAt) await this.renew();
        if (this.moveAt > 0 && Date.now() >= this.moveAt) await this.moveOffsets();
        this.awake = false;
        const more = await this.readOnce();
        if (!more && !this.awake && !this.stopping) await this.rest();
      } catch (error) {
        // Once per outage: what follows says nothing new.
        this.log[this.renewed ? 'warn' : 'debug'](
          { group: this.group, code: codeOf(error) ?? failureOf(error) },
          'a group cannot read: trying again',
        );
        this.renewed = false;
        this.held.clear();
        this.renewAt = Date.now() + settings.tryAgainMs;
        await this.rest();
      }
    }
  }

  private async renew(): Promise<void> {
    const leases = await this.leases.renew();
    // What is held on under the same epoch is at least as far as we know ourselves (the row lags behind by the batch in hand).
    this.held = new Map(
      leases.map((lease) => {
        const known = this.held.get(lease.partition);
        return [lease.partition, known?.epoch === lease.epoch && known.doneOffset > lease.doneOffset ? known : lease];
      }),
    );
    this.renewed = true;
    this.renewAt = Date.now() + leaseSettings.renewMs;
  }

  /** Gives whether there may be more at once. */
  private async readOnce(): Promise<boolean> {
    const now = Date.now();
    const open = [...this.held.values()].filter(({ partition }) => (this.paused.get(partition) ?? 0) <= now);
    if (open.length === 0) return false;
    // Each partition gets its part of the batch: a busy one does not starve the others.
    const part = Math.ceil(settings.batch / open.length);
    const rows = await prepared<LogRow>(
      poolOf(this.dataSource),
      `SELECT l.partition, l."offset", l.key, l.value FROM unnest($2::int[], $3::bigint[]) AS p (partition, done_offset)
        CROSS JOIN LATERAL (SELECT partition, "offset", key, value FROM transport.log
          WHERE topic = $1 AND partition = p.partition AND "offset" > p.done_offset ORDER BY "offset" LIMIT $4::int) l
        ORDER BY l.partition, l."offset"`,
      [this.topic, open.map(({ partition }) => partition), open.map(({ doneOffset }) => doneOffset), part],
    );
    if (rows.length === 0) return false;
    const outcome = await this.read(rows.map((row) => this.record(row)));
    outcome.done.forEach((offset, partition) => {
      const lease = this.held.get(partition);
      if (!lease) return;
      lease.doneOffset = Number(offset);
      this.moved.set(partition, lease);
      this.moveAt ||= Date.now() + settings.moveAfterMs;
    });
    outcome.retry.forEach((ms, partition) => this.paused.set(partition, Date.now() + ms));
    const backlog = rows.length >= part && rows.some(({ partition }, index) => rows[index + part - 1]?.partition === partition);
    if (!backlog) await sleep(restAfter(rows.length));
    // What was published while we were busy has woken us meanwhile; without a backlog there is nothing to look for before that.
    return backlog;
  }

  /** Offsets are written for several batches at once: what a kill leaves unwritten is read again and found in the inbox. */
  private async moveOffsets(): Promise<void> {
    const done = [...this.moved.values()].map(({ partition, epoch, doneOffset }) => ({ partition, epoch, offset: doneOffset }));
    this.moved.clear();
    this.moveAt = 0;
    if (done.length > 0) await this.leases.moveOffsets(done);
  }

  private record(row: LogRow): IncomingRecord {
    return { topic: this.topic, partition: row.partition, offset: String(row.offset), key: row.key, value: Buffer.from(row.value), headers: {} };
  }

  private async rest(): Promise<void> {
    const nextPause = Math.min(...[...this.paused.values()].map((until) => until - Date.now()).filter((ms) => ms > 0), settings.pollMs);
    const ms = Math.max(5, Math.min(nextPause, this.renewAt - Date.now(), this.moveAt > 0 ? this.moveAt - Date.now() : Infinity));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = () => undefined;
  }
}
