import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import { codeOf } from '../failure.js';
import type { BatchReader, Subscription } from '../transport.js';
import { incoming } from './kafka-record.js';

const settings = { batch: 500, partitionsAtOnce: 24, restartAfterMs: 2_000, stopWithinMs: 15_000, commitAfterMs: 200 } as const;

/**
 * One group reading one topic. Offsets are committed by us, after the effects; a partition that must wait is paused and read again
 * from behind what is done. A consumer that kafkajs gives up on is made anew, for as long as it takes.
 */
export class KafkaSubscription implements Subscription {
  private consumer: Consumer | undefined;
  private joinedGroup = false;
  private stopping = false;
  private readonly done = new Map<number, string>();
  private committing: Promise<void> | undefined;
  private readonly resumes = new Set<NodeJS.Timeout>();

  constructor(
    private readonly kafka: Kafka,
    private readonly group: string,
    private readonly topic: string,
    private readonly read: BatchReader,
    private readonly log: Logger,
  ) {}

  get ready(): boolean {
    return this.joinedGroup;
  }

  start(): void {
    void this.connect();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.resumes.forEach((timer) => clearTimeout(timer));
    const { consumer } = this;
    // kafkajs can hang in disconnect when its consumer has crashed.
    if (consumer) await Promise.race([this.leave(consumer), sleep(settings.stopWithinMs, undefined, { ref: false })]);
  }

  private async leave(consumer: Consumer): Promise<void> {
    await this.commit();
    await consumer.stop().catch(() => undefined);
    await consumer.disconnect().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    for (let attempt = 0; !this.stopping; attempt++) {
      const consumer = this.kafka.consumer({
        groupId: this.group,
        allowAutoTopicCreation: false,
        sessionTimeout: 30_000,
        rebalanceTimeout: 60_000,
        heartbeatInterval: 3_000,
        maxWaitTimeInMs: 500,
        maxBytesPerPartition: 1024 * 1024,
        retry: { initialRetryTime: 300, maxRetryTime: 5_000, retries: 10, restartOnFailure: () => Promise.resolve(!this.stopping) },
      });
      try {
        consumer.on(consumer.events.GROUP_JOIN, () => (this.joinedGroup = true));
        consumer.on(consumer.events.CRASH, ({ payload }) => {
          this.joinedGroup = false;
          this.log.warn({ group: this.group, code: payload.error.name, restart: payload.restart }, 'the reader of a group stopped');
          if (!payload.restart) this.again(consumer);
        });
        await consumer.connect();
        await consumer.subscribe({ topic: this.topic, fromBeginning: true });
        if (this.stopping) return await consumer.disconnect();
        this.consumer = consumer;
        await consumer.run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          partitionsConsumedConcurrently: settings.partitionsAtOnce,
          eachBatch: (payload) => this.eachBatch(payload),
        });
        return;
      } catch (error) {
        const details = { group: this.group, topic: this.topic, code: codeOf(error) ?? (error as Error).name };
        this.log[attempt % 30 === 0 ? 'warn' : 'debug'](details, 'a group cannot read yet: trying again every few seconds');
        await consumer.disconnect().catch(() => undefined);
        await sleep(settings.restartAfterMs, undefined, { ref: false });
      }
    }
  }

  private again(consumer: Consumer): void {
    if (this.stopping) return;
    void consumer.disconnect().catch(() => undefined);
    setTimeout(() => void this.connect(), settings.restartAfterMs);
  }

  private async eachBatch({ batch, resolveOffset, heartbeat, pause, isRunning, isStale }: EachBatchPayload): Promise<void> {
    const { partition, messages } = batch;
    for (let start = 0; start < messages.length; start += settings.batch) {
      if (!isRunning() || isStale()) return;
      const records = messages.slice(start, start + settings.batch).map((message) => incoming(this.topic, partition, message));
      const outcome = await this.read(records);
      const offset = outcome.done.get(partition);
      if (offset !== undefined && BigInt(offset) >= BigInt(records[0]!.offset)) {
        resolveOffset(offset);
        this.done.set(partition, (BigInt(offset) + 1n).toString());
        // Once it stops kafkajs takes no more commits: what is in hand then is committed at once.
        if (this.stopping) await this.commit();
        else this.committing ??= this.commitSoon();
      }
      const wait = outcome.retry.get(partition);
      if (wait !== undefined) return this.resumeLater(pause(), wait);
      await heartbeat();
    }
    // A batch can end in control records: nothing of it is left.
    if (messages.length === 0) resolveOffset(batch.lastOffset());
  }

  private resumeLater(resume: () => void, ms: number): void {
    const timer = setTimeout(() => {
      this.resumes.delete(timer);
      if (!this.stopping) resume();
    }, ms);
    this.resumes.add(timer);
  }

  /** Partitions that finish meanwhile are committed together: what a kill leaves uncommitted is read again and found in the inbox. */
  private async commitSoon(): Promise<void> {
    await sleep(settings.commitAfterMs, undefined, { ref: false });
    this.committing = undefined;
    await this.commit();
  }

  private async commit(): Promise<void> {
    const offsets = [...this.done].map(([partition, offset]) => ({ topic: this.topic, partition, offset }));
    this.done.clear();
    if (offsets.length === 0 || !this.consumer) return;
    // After a rebalance the partition is somebody else's: they read what was not committed again and find it in the inbox.
    await this.consumer
      .commitOffsets(offsets)
      .catch((error: unknown) => this.log.debug({ group: this.group, code: codeOf(error) }, 'offsets not committed'));
  }
}
