import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, type Admin } from 'kafkajs';
import type { Logger } from 'pino';
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
import { brokerAnswered, faultOf, KafkaProducer } from './kafka-producer.js';
import { incoming } from './kafka-record.js';

const settings = { attempts: 4, retryMs: 100 } as const;

/** Events over Apache Kafka (≥ 4.0). */
export class KafkaTransport implements Transport {
  readonly kind = 'kafka';
  private readonly kafka: Kafka;
  private readonly producer: KafkaProducer;
  private adminInUse: Promise<Admin> | undefined;

  constructor(
    settings: KafkaSettings,
    private readonly log: Logger,
  ) {
    const config = kafkaConfig(settings, log);
    this.kafka = new Kafka(config);
    this.producer = new KafkaProducer(config, (call) => this.request(call));
  }

  async publish(records: OutgoingRecord[]): Promise<undefined> {
    await this.producer.publish(records);
  }

  partitionOf(topic: string, key: string): number {
    return this.producer.partitionOf(topic, key);
  }

  faultOf(error: unknown): PublishFault {
    return faultOf(error);
  }

  subscribe(group: string, topic: string, read: BatchReader): Subscription {
    const subscription = new KafkaSubscription(this.kafka, group, topic, joined(read), this.log);
    subscription.start();
    return subscription;
  }

  async applyTopics(
    names: readonly string[],
    wish: { partitions: number; replication: number },
  ): Promise<TopicChange[]> {
    return applyKafkaTopics(await this.admin(), names, wish);
  }

  async missingTopics(names: readonly string[]): Promise<string[]> {
    const present = new Set(await this.request((admin) => admin.listTopics()));
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
        (await admin.fetchTopicOffsets(topic)).map(({ partition, high, low }) => [
          partition,
          { high: BigInt(high), low: BigInt(low) },
        ]),
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

  async tail(
    topic: string,
    options: { fromBeginning: boolean; signal: AbortSignal },
    read: (record: IncomingRecord) => void,
  ): Promise<void> {
    const admin = await this.admin();
    // A separate group that never commits and is deleted at the end.
    const groupId = `tail.${topic}.${process.pid}.${Date.now()}`;
    const consumer = this.kafka.consumer({ groupId, maxWaitTimeInMs: 500, allowAutoTopicCreation: false });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: options.fromBeginning });
    await consumer.run({
      autoCommit: false,
      eachMessage: ({ partition, message }) => Promise.resolve(read(incoming(topic, partition, message))),
    });
    await new Promise<void>((resolve) =>
      options.signal.aborted ? resolve() : options.signal.addEventListener('abort', () => resolve(), { once: true }),
    );
    await consumer.disconnect();
    await admin.deleteGroups([groupId]).catch(() => undefined);
  }

  async ping(): Promise<void> {
    await this.request((admin) => admin.describeCluster());
  }

  async close(): Promise<void> {
    await this.producer.close();
    if (this.adminInUse) await (await this.adminInUse.catch(() => undefined))?.disconnect().catch(() => undefined);
  }

  /** Retries a request a few times: kafkajs sends it to a random broker and fails if that broker is down. */
  private async request<T>(call: (admin: Admin) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await call(await this.admin());
      } catch (error) {
        if (attempt === settings.attempts || brokerAnswered(error)) throw error;
        await sleep(settings.retryMs);
      }
    }
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
}
