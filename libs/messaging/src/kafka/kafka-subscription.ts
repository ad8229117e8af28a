import { reasonOf, withTimeout } from '@redress/database';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, ConsumerGroupJoinEvent, EachBatchPayload, Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import type { BatchReader, IncomingRecord, BatchOutcome, Subscription } from '../transport.js';
import { incoming } from './kafka-record.js';
import { keepMembership } from './keep-membership.js';
import { OffsetsToCommit } from './offsets-to-commit.js';

const settings = {
  batch: 500,
  partitionsAtOnce: 24,
  restartAfterMs: 2_000,
  stopWithinMs: 15_000,
  commitAfterMs: 200,
  commitAgainAfterMs: 1_000,
  /**
   * The shortest session that brokers allow by default. A member that was killed keeps its partitions for this time.
   */
  sessionMs: 6_000,
  /** How long the other members wait for a member whose batch takes longer. */
  rebalanceMs: 10_000,
  heartbeatMs: 1_000,
} as const;

/**
 * One group reading one topic. This class commits the offsets, after the effects are committed. A partition that must
 * wait is paused and then read again after its last finished offset. Heartbeats are sent while a batch is processed, so
 * that the membership does not expire during a long batch. If kafkajs gives up a consumer, a new one is created,
 * without a limit.
 */
export class KafkaSubscription implements Subscription {
  private consumer: Consumer | undefined;
  private memberId: string | undefined;
  private assigned: ReadonlySet<number> = new Set();
  /** When the coordinator last confirmed the membership (`performance.now()`). */
  private confirmedAt = -Infinity;
  private stopping = false;
  private readonly offsets = new OffsetsToCommit();
  /** Commits at once, also while kafkajs stops (`consumer.commitOffsets` silently does nothing then). */
  private commitNow: EachBatchPayload['commitOffsetsIfNecessary'] | undefined;
  private committing: Promise<void> | undefined;
  private readonly resumes = new Set<NodeJS.Timeout>();

  constructor(
    private readonly kafka: Kafka,
    private readonly group: string,
    private readonly topic: string,
    private readonly read: BatchReader,
    private readonly log: Logger,
  ) {
    keepMembership();
  }

  get ready(): boolean {
    return this.memberId !== undefined && performance.now() - this.confirmedAt < settings.sessionMs;
  }

  start(): void {
    void this.connect();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.resumes.forEach((timer) => clearTimeout(timer));
    const { consumer } = this;
    // kafkajs can hang in disconnect when its consumer has crashed.
    if (consumer)
      await withTimeout(
        settings.stopWithinMs,
        () => this.leave(consumer),
        () => undefined,
      );
    this.memberId = undefined;
  }

  /** kafkajs waits for the batch in progress, which commits its offsets when it ends, and then leaves the group. */
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
        sessionTimeout: settings.sessionMs,
        rebalanceTimeout: settings.rebalanceMs,
        heartbeatInterval: settings.heartbeatMs,
        maxWaitTimeInMs: 500,
        maxBytesPerPartition: 1024 * 1024,
        // Many attempts with short delays: no heartbeat is sent between two attempts.
        retry: {
          initialRetryTime: 100,
          maxRetryTime: 500,
          retries: 60,
          restartOnFailure: () => Promise.resolve(!this.stopping),
        },
      });
      try {
        this.follow(consumer);
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
        const details = { group: this.group, topic: this.topic, code: reasonOf(error) };
        this.log[attempt % 30 === 0 ? 'warn' : 'debug'](
          details,
          'the consumer group cannot read yet: trying again every few seconds',
        );
        await consumer.disconnect().catch(() => undefined);
        await sleep(settings.restartAfterMs, undefined, { ref: false });
      }
    }
  }

  /** Tracks the membership. */
  private follow(consumer: Consumer): void {
    const { GROUP_JOIN, HEARTBEAT, REBALANCING, CRASH, STOP } = consumer.events;
    const left = (): void => void (this.memberId = undefined);
    consumer.on(GROUP_JOIN, (event) => this.joined(event));
    consumer.on(HEARTBEAT, () => (this.confirmedAt = performance.now()));
    // Commit before it joins again, so that the new owners of its partitions do not read the same events again.
    consumer.on(REBALANCING, () => this.commit());
    consumer.on(STOP, left);
    consumer.on(CRASH, ({ payload }) => {
      left();
      this.log.warn(
        { group: this.group, code: payload.error.name, restart: payload.restart },
        'the consumer of a group stopped',
      );
      if (!payload.restart) this.again(consumer);
    });
  }

  private joined({ payload: { memberId, memberAssignment, duration } }: ConsumerGroupJoinEvent): void {
    // A new id: the old membership has ended, and other members may have read further.
    if (memberId !== this.memberId) this.offsets.keepOnly(new Set());
    this.memberId = memberId;
    this.confirmedAt = performance.now();
    this.assigned = new Set(memberAssignment[this.topic] ?? []);
    this.offsets.keepOnly(this.assigned);
    this.log.debug({ group: this.group, partitions: this.assigned.size, ms: duration }, 'joined the group');
  }

  private again(consumer: Consumer): void {
    if (this.stopping) return;
    void consumer.disconnect().catch(() => undefined);
    setTimeout(() => void this.connect(), settings.restartAfterMs);
  }

  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, heartbeat, pause, isRunning, isStale } = payload;
    const { partition, messages } = batch;
    this.commitNow = payload.commitOffsetsIfNecessary;
    for (let start = 0; start < messages.length; start += settings.batch) {
      if (!isRunning() || isStale()) return;
      const records = messages
        .slice(start, start + settings.batch)
        .map((message) => incoming(this.topic, partition, message));
      const outcome = await this.readAlive(records, heartbeat);
      // The partition may have been lost meanwhile. Its new owner then commits its offsets.
      if (!this.assigned.has(partition)) return;
      const offset = outcome.done.get(partition);
      if (offset !== undefined && BigInt(offset) >= BigInt(records[0]!.offset)) {
        resolveOffset(offset);
        this.offsets.finished(partition, offset);
        if (isRunning() && !this.stopping) this.committing ??= this.commitSoon();
        else await this.commit();
      }
      const wait = outcome.retry.get(partition);
      if (wait !== undefined) return this.resumeLater(pause(), wait);
      await heartbeat();
    }
    // A batch can contain only control records: there is nothing to process.
    if (messages.length === 0) resolveOffset(batch.lastOffset());
  }

  /**
   * Processes records and sends heartbeats meanwhile. An error that reports a rebalance is ignored here: the heartbeat
   * after the batch reports it again.
   */
  private async readAlive(records: IncomingRecord[], heartbeat: () => Promise<void>): Promise<BatchOutcome> {
    const timer = setInterval(() => void heartbeat().catch(() => undefined), settings.heartbeatMs);
    try {
      return await this.read(records);
    } finally {
      clearInterval(timer);
    }
  }

  private resumeLater(resume: () => void, ms: number): void {
    const timer = setTimeout(() => {
      this.resumes.delete(timer);
      if (!this.stopping) resume();
    }, ms);
    this.resumes.add(timer);
  }

  /**
   * Commits after a delay, together with the partitions that finish meanwhile. Offsets that a crash leaves uncommitted
   * are harmless: their events are read again, and the inbox marks them as duplicates.
   */
  private async commitSoon(afterMs: number = settings.commitAfterMs): Promise<void> {
    await sleep(afterMs, undefined, { ref: false });
    await this.commit();
    this.committing = undefined;
    // The commit failed, or more was finished meanwhile.
    if (this.offsets.size > 0 && !this.stopping) this.committing = this.commitSoon(settings.commitAgainAfterMs);
  }

  private async commit(): Promise<void> {
    const partitions = this.offsets.pending();
    if (partitions.length === 0 || !this.commitNow) return;
    try {
      await this.commitNow({ topics: [{ topic: this.topic, partitions }] });
      this.offsets.committed(partitions);
    } catch (error) {
      this.log.debug({ group: this.group, code: reasonOf(error) }, 'offsets are not committed yet');
    }
  }
}
