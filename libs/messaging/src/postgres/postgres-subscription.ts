import { reasonOf } from '@redress/database';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { restAfter } from '../consume/group-reader.js';
import type { BatchReader, Subscription } from '../transport.js';
import { Leases, leaseSettings } from './leases.js';
import { Positions } from './positions.js';
import { readLog, type LogRecord } from './read-log.js';
import type { WakeUp } from './wake-up.js';

const settings = { batch: 500, pollMs: 1_000, tryAgainMs: 500, moveAfterMs: 100, longestPauseMs: 60_000 } as const;

/**
 * One group reading one topic: all partitions it holds in one query and one batch. Times are of `performance.now()`.
 */
export class PostgresSubscription implements Subscription {
  private readonly leases: Leases;
  private readonly positions = new Positions();
  /** Partitions that are left alone until then. */
  private readonly paused = new Map<number, number>();
  private renewAt = 0;
  /** When the offsets in memory are to be written; undefined: there is nothing to write. */
  private moveAt: number | undefined;
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
        if (this.moveAt !== undefined && performance.now() >= this.moveAt) await this.moveOffsets();
        if (performance.now() >= this.renewAt) await this.renew();
        this.awake = false;
        const more = await this.readOnce();
        if (!more && !this.awake && !this.stopping) await this.rest();
      } catch (error) {
        // One warning for each outage: the following attempts say nothing new.
        this.log[this.renewed ? 'warn' : 'debug'](
          { group: this.group, code: reasonOf(error) },
          'a group cannot read: trying again',
        );
        this.renewed = false;
        this.positions.forgetAll();
        this.moveAt = undefined;
        this.renewAt = performance.now() + settings.tryAgainMs;
        await this.rest();
      }
    }
  }

  private async renew(): Promise<void> {
    // Offsets are written first: a partition given up here is then read on by its next owner from where it is.
    await this.moveOffsets();
    const leases = await this.leases.renew();
    const unknown = this.positions.unknown(leases);
    this.positions.replace(leases, unknown.length > 0 ? await this.leases.positions(unknown) : new Map());
    this.renewed = true;
    this.renewAt = performance.now() + leaseSettings.renewMs;
  }

  /** Returns whether there may be more to read at once. */
  private async readOnce(): Promise<boolean> {
    const now = performance.now();
    const open = this.positions.open((partition) => (this.paused.get(partition) ?? 0) <= now);
    if (open.size === 0) return false;
    // Each partition gets its share of the batch, so that a busy one does not starve the others.
    const share = Math.ceil(settings.batch / open.size);
    const { records, missing } = await readLog(this.dataSource, this.topic, open, share);
    if (missing.length > 0) await this.setBack(missing);
    if (records.length === 0) return missing.length > 0;
    const outcome = await this.read(records);
    outcome.done.forEach((offset, partition) => {
      const last = records.find((record) => record.partition === partition && record.offset === offset);
      if (!last) return;
      this.positions.advance(partition, last.position);
      this.moveAt ??= performance.now() + settings.moveAfterMs;
    });
    outcome.retry.forEach((ms, partition) => {
      this.paused.set(partition, performance.now() + Math.min(ms, settings.longestPauseMs));
    });
    const backlog = hasBacklog(records, share);
    if (!backlog) await sleep(restAfter(records.length));
    // What was published meanwhile has woken us; without a backlog there is nothing to look for before that.
    return backlog;
  }

  /**
   * The record read last is not in the log: it was dropped with its day, or the database has lost commits (a failover,
   * a crash without synchronous commits). The database knows how far the group is.
   */
  private async setBack(partitions: number[]): Promise<void> {
    const back = this.positions.setBack(await this.leases.positions(partitions));
    if (back.length === 0) return;
    const fields = { group: this.group, topic: this.topic, partitions: back };
    this.log.warn(fields, 'the database has lost the newest part of the event log: reading again from its offsets');
  }

  /**
   * Offsets are written for several batches at once: what a kill leaves unwritten is read again and found in the
   * inbox.
   */
  private async moveOffsets(): Promise<void> {
    this.moveAt = undefined;
    const done = this.positions.takeUnwritten();
    if (done.length > 0) await this.leases.moveOffsets(done);
  }

  private async rest(): Promise<void> {
    const now = performance.now();
    const pauses = [...this.paused.values()].map((until) => until - now).filter((ms) => ms > 0);
    const ms = Math.max(5, Math.min(settings.pollMs, ...pauses, this.renewAt - now, (this.moveAt ?? Infinity) - now));
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

/** Whether a partition gave its whole share: then it has more. */
function hasBacklog(records: LogRecord[], share: number): boolean {
  return records.some(({ partition }, index) => records[index + share - 1]?.partition === partition);
}
