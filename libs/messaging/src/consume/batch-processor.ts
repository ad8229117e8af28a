import type { Logger } from 'pino';
import { awayDelay, codeOf, failureOf, framesOf, unknownDelays } from '../failure.js';
import type { BatchOutcome, IncomingRecord } from '../transport.js';
import type { Consumption, Tally } from './consumption.js';
import type { ParkedEvents } from './parked-events.js';

/** What the processor tells the watchers of the house. */
export interface ConsumeWatch {
  took(group: string, tally: Tally): void;
  parked(group: string, reason: string): void;
  retried(group: string): void;
}

interface Work {
  records: IncomingRecord[];
  outcome: BatchOutcome;
  /** Partitions whose five tries are used up: from now on an unknown failure is treated as permanent. */
  exhausted: Set<number>;
}

/**
 * Decides what becomes of a batch that fails, so that one bad event never blocks another partition and is never lost:
 * waits while a store is away, tries five times what nobody knows, splits until the bad event stands alone, and parks that one.
 */
export class BatchProcessor {
  private awayTries = 0;
  /** Per partition, how often an unknown failure was tried. */
  private readonly tries = new Map<number, number>();

  constructor(
    private readonly consumption: Consumption,
    private readonly parkedEvents: ParkedEvents,
    /** Throws where the stores do not answer. */
    private readonly probe: () => Promise<void>,
    private readonly log: Logger,
    private readonly watch: ConsumeWatch,
  ) {}

  /** Never throws. Records come in order per partition. */
  async run(records: IncomingRecord[]): Promise<BatchOutcome> {
    const work: Work = { records, outcome: { done: new Map(), retry: new Map() }, exhausted: new Set() };
    for (const [partition, tries] of this.tries) if (tries >= unknownDelays.length) work.exhausted.add(partition);
    await this.take(records, work);
    return work.outcome;
  }

  private async take(records: IncomingRecord[], work: Work): Promise<void> {
    // What lies behind a failed event of its partition waits with it.
    const open = records.filter(({ partition }) => !work.outcome.retry.has(partition));
    if (open.length === 0) return;
    try {
      this.watch.took(this.consumption.definition.group, await this.consumption.process(open));
      this.settle(open, work);
    } catch (error) {
      await this.failed(open, error, work);
    }
  }

  private async failed(records: IncomingRecord[], error: unknown, work: Work): Promise<void> {
    const failure = failureOf(error);
    if (failure === 'away') return this.wait(records, error, work);
    if (failure === 'permanent') return this.split(records, error, work);
    const partitions = [...new Set(records.map(({ partition }) => partition))];
    if (partitions.length > 1) {
      for (const partition of partitions) {
        await this.take(
          records.filter((record) => record.partition === partition),
          work,
        );
      }
      return;
    }
    return this.tryAgain(partitions[0]!, records, error, work);
  }

  private async tryAgain(partition: number, records: IncomingRecord[], error: unknown, work: Work): Promise<void> {
    if (!work.exhausted.has(partition)) {
      const tries = (this.tries.get(partition) ?? 0) + 1;
      this.tries.set(partition, tries);
      this.say(error, `try ${tries} of ${unknownDelays.length} failed`);
      return this.later(partition, unknownDelays[tries - 1]!, work);
    }
    try {
      await this.probe();
    } catch (probeError) {
      return this.wait(records, probeError, work);
    }
    return this.split(records, error, work);
  }

  private async split(records: IncomingRecord[], error: unknown, work: Work): Promise<void> {
    if (records.length === 1) return this.park(records[0]!, error, work);
    const middle = records.length >> 1;
    await this.take(records.slice(0, middle), work);
    await this.take(records.slice(middle), work);
  }

  private async park(record: IncomingRecord, error: unknown, work: Work): Promise<void> {
    const { group } = this.consumption.definition;
    const reason = codeOf(error) ?? (error instanceof Error ? error.name : 'unknown');
    try {
      await this.parkedEvents.park(group, record, reason, framesOf(error));
    } catch (parkError) {
      return this.wait([record], parkError, work);
    }
    this.log.error({ group, topic: record.topic, partition: record.partition, offset: record.offset, code: reason }, 'event parked');
    this.watch.parked(group, reason);
    this.settle([record], work);
  }

  private wait(records: IncomingRecord[], error: unknown, work: Work): void {
    this.awayTries += 1;
    this.say(error, 'a store is away: waiting');
    for (const { partition } of records) this.later(partition, awayDelay(this.awayTries), work);
  }

  private later(partition: number, ms: number, work: Work): void {
    if (!work.outcome.retry.has(partition)) this.watch.retried(this.consumption.definition.group);
    work.outcome.retry.set(partition, ms);
  }

  private settle(records: IncomingRecord[], work: Work): void {
    this.awayTries = 0;
    for (const { partition, offset } of records) {
      work.outcome.done.set(partition, offset);
      this.tries.delete(partition);
    }
  }

  private say(error: unknown, message: string): void {
    const { group } = this.consumption.definition;
    this.log.warn({ group, code: codeOf(error) ?? (error instanceof Error ? error.name : 'unknown'), frames: framesOf(error) }, message);
  }
}
