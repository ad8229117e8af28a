import { reasonOf } from '@redress/database';
import type { Logger } from 'pino';
import { failureOf, framesOf, retryDelays, unavailableDelay } from '../failure.js';
import type { BatchOutcome, IncomingRecord } from '../transport.js';
import type { ConsumeCounts, Consumption } from './consumption.js';
import type { ParkedEvents } from './parked-events.js';

/** Callbacks for the results of the events of a group (metrics). */
export interface ConsumeObserver {
  took(group: string, counts: ConsumeCounts): void;
  parked(group: string, reason: string): void;
  retried(group: string): void;
}

interface Run {
  outcome: BatchOutcome;
  /**
   * Failed attempts per partition when the run began. A partition whose first attempt in a run fails is not given up in
   * the same run.
   */
  attemptsBefore: ReadonlyMap<number, number>;
}

/**
 * Processes batches and handles their failures, so that a bad event never blocks another partition and is never lost.
 * It retries while a store is unavailable, and a limited number of times after a timeout or an unknown failure. Then it
 * splits the batch until the failing event is alone, and parks that event. failure.ts classifies the errors.
 */
export class BatchProcessor {
  /** How many times in succession a store was unavailable. */
  private unavailable = 0;
  /** Failed attempts per partition since its last progress. */
  private readonly attempts = new Map<number, number>();

  constructor(
    private readonly consumption: Consumption,
    private readonly parkedEvents: ParkedEvents,
    /** Throws if the stores do not answer. */
    private readonly probe: () => Promise<void>,
    private readonly log: Logger,
    private readonly observer: ConsumeObserver,
  ) {}

  /** Processes records that are in order per partition. Never throws. */
  async run(records: IncomingRecord[]): Promise<BatchOutcome> {
    const run: Run = { outcome: { done: new Map(), retry: new Map() }, attemptsBefore: new Map(this.attempts) };
    await this.process(records, run);
    return run.outcome;
  }

  private async process(records: IncomingRecord[], run: Run): Promise<void> {
    // Records after a failed event of their partition wait with it.
    const open = records.filter(({ partition }) => !run.outcome.retry.has(partition));
    if (open.length === 0) return;
    try {
      this.observer.took(this.group, await this.consumption.process(open));
      this.complete(open, run);
    } catch (error) {
      await this.handleFailure(open, error, run);
    }
  }

  private async handleFailure(records: IncomingRecord[], error: unknown, run: Run): Promise<void> {
    const failure = failureOf(error);
    if (failure === 'unavailable') return this.waitForStore(records, error, run);
    if (failure === 'permanent') return this.split(records, error, run);
    const partitions = [...new Set(records.map(({ partition }) => partition))];
    if (partitions.length === 1) return this.retryOrSplit(partitions[0]!, records, error, failure, run);
    for (const partition of partitions) {
      await this.process(
        records.filter((record) => record.partition === partition),
        run,
      );
    }
  }

  private async retryOrSplit(
    partition: number,
    records: IncomingRecord[],
    error: unknown,
    failure: keyof typeof retryDelays,
    run: Run,
  ): Promise<void> {
    const delays = retryDelays[failure];
    if ((run.attemptsBefore.get(partition) ?? 0) < delays.length) {
      const attempt = (this.attempts.get(partition) ?? 0) + 1;
      this.attempts.set(partition, attempt);
      this.warn(error, `attempt ${attempt} failed: retrying`);
      return this.retryLater(partition, delays[Math.min(attempt, delays.length) - 1]!, run);
    }
    try {
      await this.probe();
    } catch (probeError) {
      return this.waitForStore(records, probeError, run);
    }
    // A single event that timed out gets one more attempt: the store may have been slow only for a moment.
    if (failure === 'timeout' && records.length === 1) return this.lastAttempt(records[0]!, run);
    return this.split(records, error, run);
  }

  private async lastAttempt(record: IncomingRecord, run: Run): Promise<void> {
    try {
      this.observer.took(this.group, await this.consumption.process([record]));
      this.complete([record], run);
    } catch (error) {
      if (failureOf(error) === 'unavailable') this.waitForStore([record], error, run);
      else await this.park(record, error, run);
    }
  }

  private async split(records: IncomingRecord[], error: unknown, run: Run): Promise<void> {
    if (records.length === 1) return this.park(records[0]!, error, run);
    const middle = records.length >> 1;
    await this.process(records.slice(0, middle), run);
    await this.process(records.slice(middle), run);
  }

  private async park(record: IncomingRecord, error: unknown, run: Run): Promise<void> {
    const { group } = this;
    const reason = reasonOf(error);
    try {
      await this.parkedEvents.park(group, record, reason, framesOf(error));
    } catch (parkError) {
      return this.waitForStore([record], parkError, run);
    }
    const { topic, partition, offset } = record;
    this.log.error({ group, topic, partition, offset, code: reason }, 'event parked');
    this.observer.parked(group, reason);
    this.complete([record], run);
  }

  private waitForStore(records: IncomingRecord[], error: unknown, run: Run): void {
    this.unavailable += 1;
    this.warn(error, 'a store is unavailable: retrying until it answers');
    for (const { partition } of records) this.retryLater(partition, unavailableDelay(this.unavailable), run);
  }

  private retryLater(partition: number, ms: number, run: Run): void {
    if (!run.outcome.retry.has(partition)) this.observer.retried(this.group);
    run.outcome.retry.set(partition, ms);
  }

  private complete(records: IncomingRecord[], run: Run): void {
    this.unavailable = 0;
    for (const { partition, offset } of records) {
      run.outcome.done.set(partition, offset);
      this.attempts.delete(partition);
    }
  }

  private warn(error: unknown, message: string): void {
    this.log.warn({ group: this.group, code: reasonOf(error), frames: framesOf(error) }, message);
  }

  private get group(): string {
    return this.consumption.definition.group;
  }
}
