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
 * One group reading one topic. It reads all its partitions in one query and processes them in one batch. Times are
 * values of `performance.now()`.
 */
export class PostgresSubscription implements Subscription {
  private readonly leases: Leases;
  private readonly positions = new Positions();
  /** Paused partitions and the end of their pauses. */
  private readonly paused = new Map<number, number>();
  private renewAt = 0;
  /** When to write the offsets in memory; undefined if there is nothing to write. */
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
    this.unlisten = wakeUp.listen(topic, () => this.notify());
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
    this.notify();
    await this.working;
    await this.moveOffsets().catch(() => undefined);
    await this.leases.release().catch(() => undefined);
  }

  private notify(): void {
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
        // One warning per outage: further attempts would repeat it.
        this.log[this.renewed ? 'warn' : 'debug'](
          { group: this.group, code: reasonOf(error) },
          'the consumer group cannot read: trying again',
        );
        this.renewed = false;
        this.positions.discardAll();
        this.moveAt = undefined;
        this.renewAt = performance.now() + settings.tryAgainMs;
        await this.rest();
      }
    }
  }

  private async renew(): Promise<void> {
    // Offsets are written first, so that the next owner of a partition that is released here continues at its position.
    await this.moveOffsets();
    const leases = await this.leases.renew();
    const unknown = this.positions.unknown(leases);
    this.positions.replace(leases, unknown.length > 0 ? await this.leases.positions(unknown) : new Map());
    this.renewed = true;
    this.renewAt = performance.now() + leaseSettings.renewMs;
  }

  /** Reads and processes one batch. Returns whether there may be more to read at once. */
  private async readOnce(): Promise<boolean> {
    const now = performance.now();
    const open = this.positions.open((partition) => (this.paused.get(partition) ?? 0) <= now);
    if (open.size === 0) return false;
    // Each partition gets an equal share of the batch, so that a busy one does not starve the others.
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
    // Records published meanwhile have caused a wake-up; without a backlog, there is nothing to read before that.
    return backlog;
  }

  /**
   * Called if the record that was read last is not in the log: it was dropped with its day, or the database has lost
   * commits (a failover, or a crash without synchronous commits). The group's offsets in the database are correct.
   */
  private async setBack(partitions: number[]): Promise<void> {
    const back = this.positions.setBack(await this.leases.positions(partitions));
    if (back.length === 0) return;
    const fields = { group: this.group, topic: this.topic, partitions: back };
    this.log.warn(fields, 'the database has lost the newest part of the event log: reading again from its offsets');
  }

  /**
   * Writes the offsets of several batches at once. If a crash leaves some unwritten, their records are read again, and
   * the inbox identifies them as duplicates.
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

/** Whether a partition filled its share of the batch: it then probably has more records. */
function hasBacklog(records: LogRecord[], share: number): boolean {
  return records.some(({ partition }, index) => records[index + share - 1]?.partition === partition);
}
