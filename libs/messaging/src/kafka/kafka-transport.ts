import { eventContentType } from '@redress/contracts';
import { Kafka, type Admin, type Message, type Producer } from 'kafkajs';
import type { Logger } from 'pino';
import { partitionOf } from '../partition.rules.js';
import type {
  BatchReader,
  ConsumerGroup,
  DroppedGroup,
  GroupLag,
  IncomingRecord,
  OutgoingRecord,
  PublishFault,
  Subscription,
  TopicChange,
  Transport,
} from '../transport.js';
import { joined } from '../consume/group-reader.js';
import { dropKafkaGroup, listKafkaGroups } from './kafka-groups.js';
import { kafkaConfig, type KafkaSettings } from './kafka-settings.js';
import { KafkaSubscription } from './kafka-subscription.js';
import { applyKafkaTopics } from './kafka-topics.js';
import { incoming } from './kafka-record.js';

const headers = { 'content-type': eventContentType };

/** Events over Apache Kafka (≥ 4.0). One producer a process, not idempotent (architecture §4), acks all. */
export class KafkaTransport implements Transport {
  readonly kind = 'kafka';
  private readonly kafka: Kafka;
  private readonly producer: Producer;
  private connecting: Promise<void> | undefined;
  private adminInUse: Promise<Admin> | undefined;
  /** Partition counts of topics, as far as they were asked for. */
  private readonly counts = new Map<string, number>();

  constructor(
    settings: KafkaSettings,
    private readonly log: Logger,
  ) {
    this.kafka = new Kafka(kafkaConfig(settings, log));
    this.producer = this.kafka.producer({
      allowAutoTopicCreation: false,
      idempotent: false,
      maxInFlightRequests: 1,
      retry: { initialRetryTime: 200, retries: 2 },
      createPartitioner:
        () =>
        ({ message, partitionMetadata }) =>
          partitionOf(String(message.key), partitionMetadata.length),
    });
  }

  async publish(records: OutgoingRecord[]): Promise<void> {
    this.connecting ??= this.producer.connect();
    try {
      await this.connecting;
    } catch (error) {
      this.connecting = undefined;
      throw error;
    }
    const byTopic = new Map<string, Message[]>();
    for (const { topic, key, value } of records) {
      const messages = byTopic.get(topic);
      const message = { key, value, headers };
      if (messages) messages.push(message);
      else byTopic.set(topic, [message]);
    }
    await this.learnCounts([...byTopic.keys()]);
    await this.producer.sendBatch({ acks: -1, timeout: 10_000, topicMessages: [...byTopic].map(([topic, messages]) => ({ topic, messages })) });
  }

  partitionOf(topic: string, key: string): number {
    const count = this.counts.get(topic);
    return count === undefined ? 0 : partitionOf(key, count);
  }

  faultOf(error: unknown): PublishFault {
    const { type, cause } = error as { type?: string; cause?: { type?: string } };
    const code = type ?? cause?.type ?? '';
    if (['UNKNOWN_TOPIC_OR_PARTITION', 'INVALID_TOPIC_EXCEPTION', 'TOPIC_AUTHORIZATION_FAILED'].includes(code)) return 'topic';
    return ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD'].includes(code) ? 'record' : 'away';
  }

  subscribe(group: string, topic: string, read: BatchReader): Subscription {
    const subscription = new KafkaSubscription(this.kafka, group, topic, joined(read), this.log);
    subscription.start();
    return subscription;
  }

  async applyTopics(names: readonly string[], wish: { partitions: number; replication: number }): Promise<TopicChange[]> {
    return applyKafkaTopics(await this.admin(), names, wish);
  }

  async missingTopics(names: readonly string[]): Promise<string[]> {
    const present = new Set(await (await this.admin()).listTopics());
    return names.filter((name) => !present.has(name));
  }

  async lag(): Promise<GroupLag[]> {
    const admin = await this.admin();
    const present = new Set(await admin.listTopics());
    const { groups } = await admin.listGroups();
    const lags: GroupLag[] = [];
    for (const { groupId } of groups) {
      const topic = groupId.slice(groupId.indexOf('.') + 1);
      if (!present.has(topic)) continue;
      const ends = new Map(
        (await admin.fetchTopicOffsets(topic)).map(({ partition, high, low }) => [partition, { high: BigInt(high), low: BigInt(low) }]),
      );
      const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] });
      const lag = committed!.partitions.reduce((sum, { partition, offset }) => {
        const end = ends.get(partition);
        return end ? sum + Number(end.high - (BigInt(offset) < 0n ? end.low : BigInt(offset))) : sum;
      }, 0);
      lags.push({ group: groupId, topic, lag });
    }
    return lags.sort((a, b) => a.group.localeCompare(b.group));
  }

  async groups(): Promise<ConsumerGroup[]> {
    return listKafkaGroups(await this.admin(), await this.lag());
  }

  async dropGroup(group: string): Promise<DroppedGroup> {
    return dropKafkaGroup(await this.admin(), group);
  }

  async tail(topic: string, options: { fromBeginning: boolean; signal: AbortSignal }, read: (record: IncomingRecord) => void): Promise<void> {
    const admin = await this.admin();
    // A group of its own that leaves nothing behind: it never commits and is deleted at the end.
    const groupId = `tail.${topic}.${process.pid}.${Date.now()}`;
    const consumer = this.kafka.consumer({ groupId, maxWaitTimeInMs: 500, allowAutoTopicCreation: false });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: options.fromBeginning });
    await consumer.run({ autoCommit: false, eachMessage: ({ partition, message }) => Promise.resolve(read(incoming(topic, partition, message))) });
    await new Promise<void>((resolve) =>
      options.signal.aborted ? resolve() : options.signal.addEventListener('abort', () => resolve(), { once: true }),
    );
    await consumer.disconnect();
    await admin.deleteGroups([groupId]).catch(() => undefined);
  }

  async ping(): Promise<void> {
    await (await this.admin()).describeCluster();
  }

  async close(): Promise<void> {
    await this.connecting?.catch(() => undefined);
    await this.producer.disconnect().catch(() => undefined);
    if (this.adminInUse) await (await this.adminInUse.catch(() => undefined))?.disconnect().catch(() => undefined);
  }

  private async admin(): Promise<Admin> {
    this.adminInUse ??= (async () => {
      const admin = this.kafka.admin({ retry: { retries: 2 } });
      await admin.connect();
      return admin;
    })();
    try {
      return await this.adminInUse;
    } catch (error) {
      this.adminInUse = undefined;
      throw error;
    }
  }

  /** Counts never change while an installation lives (applyTopics refuses it), so they are asked for once. */
  private async learnCounts(names: string[]): Promise<void> {
    const unknown = names.filter((name) => !this.counts.has(name));
    if (unknown.length === 0) return;
    try {
      const { topics } = await (await this.admin()).fetchTopicMetadata({ topics: unknown });
      for (const { name, partitions } of topics) this.counts.set(name, partitions.length);
    } catch {
      // The count only serves the limit of bytes; the send that follows says what is wrong.
    }
  }
}
