import { eventContentType } from '@redress/contracts';
import { errorCode } from '@redress/database';
import { Kafka, type Admin, type KafkaConfig, type Message, type Producer } from 'kafkajs';
import { partitionOf } from '../partition.rules.js';
import { PartlyPublished, type OutgoingRecord, type PublishFault } from '../transport.js';

const headers = { 'content-type': eventContentType };

/**
 * `replicateMs`: how long a leader waits for the other replicas. A broker that was killed is in their set until its
 * session with the controller expires (9 s by default). With a shorter wait, records that are in the log would be
 * reported as failed. `answerMs` is longer, so that the leader can report that its wait has timed out. `leaveAloneMs`:
 * how long no connection is made to a leader that has refused one.
 */
const settings = {
  replicateMs: 20_000,
  answerMs: 25_000,
  leaveAloneMs: 1_000,
  metadataMs: 24 * 60 * 60 * 1_000,
} as const;

/** The error of a record that is not acknowledged. `sent` is false if the record was certainly not sent. */
interface Failure {
  error: unknown;
  sent: boolean;
}

/**
 * Publishes to Kafka with acks=all, not idempotent (decision 0002), and reports for each record whether it is in the
 * log. It sends one request to each leader, and each request succeeds or fails separately. kafkajs itself must not
 * retry: it keeps the list of brokers that have answered, so if the leadership of a partition moves to one of them
 * between two attempts, the records of that partition are not sent but are reported as sent.
 */
export class KafkaProducer {
  private readonly producer: Producer;
  private connecting: Promise<void> | undefined;
  /** The leader of each partition, by topic, as of the last metadata request. */
  private readonly leaders = new Map<string, number[]>();
  private leadersAreStale = false;
  /** Leaders that could not be reached: the time (`performance.now()`) until which nothing is sent to them, and why. */
  private readonly unreachable = new Map<number, { until: number; error: unknown }>();

  constructor(
    config: KafkaConfig,
    /** Sends a request to the cluster. Throws if no broker answers. */
    private readonly request: <T>(call: (admin: Admin) => Promise<T>) => Promise<T>,
  ) {
    this.producer = new Kafka({ ...config, requestTimeout: settings.answerMs }).producer({
      allowAutoTopicCreation: false,
      idempotent: false,
      // After this time kafkajs fetches the leaders before a send, and all sends fail while one partition has no leader.
      // A change of the leader is detected by a failed send.
      metadataMaxAge: settings.metadataMs,
      maxInFlightRequests: 1,
      retry: { initialRetryTime: 100, retries: 0 },
      createPartitioner:
        () =>
        ({ message, partitionMetadata }) =>
          partitionOf(String(message.key), partitionMetadata.length),
    });
  }

  /** The partition of a key; 0 if the topic is not known yet. */
  partitionOf(topic: string, key: string): number {
    const count = this.leaders.get(topic)?.length ?? 0;
    return count === 0 ? 0 : partitionOf(key, count);
  }

  /** @throws PartlyPublished, or the reason why no broker can be reached */
  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    await this.connect();
    await this.learnLeaders(records);
    const failures = new Map<OutgoingRecord, Failure>();
    await this.sendAll(records, failures);
    if (failures.size === 0) return;
    this.leadersAreStale = true;
    const answers = await this.learnLeaders(records);
    const [first] = failures.values();
    if (!answers && failures.size === records.length && faultOf(first!.error) === 'unavailable') throw first!.error;
    // Records that were not sent are sent again once: the leader may have changed, which kafkajs detects only by a
    // failure.
    const unsent = records.filter((record) => failures.get(record)?.sent === false);
    for (const record of unsent) failures.delete(record);
    await this.sendAll(unsent, failures, true);
    if (failures.size > 0) throw new PartlyPublished(records.map((record) => failures.get(record)?.error));
  }

  async close(): Promise<void> {
    await this.connecting?.catch(() => undefined);
    await this.producer.disconnect().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    this.connecting ??= this.producer.connect();
    try {
      await this.connecting;
    } catch (error) {
      this.connecting = undefined;
      throw error;
    }
  }

  private async sendAll(
    records: readonly OutgoingRecord[],
    failures: Map<OutgoingRecord, Failure>,
    again = false,
  ): Promise<void> {
    const byLeader = new Map<number, OutgoingRecord[]>();
    const unknown = new Map<string, OutgoingRecord[]>();
    for (const record of records) {
      const leader = this.leaders.get(record.topic)?.[this.partitionOf(record.topic, record.key)];
      if (leader === undefined) append(unknown, record.topic, record);
      else append(byLeader, leader, record);
    }
    const send = async (group: OutgoingRecord[], leader?: number): Promise<void> => {
      for (const [record, failure] of await this.send(group, leader, again)) failures.set(record, failure);
    };
    await Promise.all([...byLeader].map(([leader, group]) => send(group, leader)));
    // One request at a time: kafkajs fails all requests in flight if the topic of one of them does not exist.
    for (const group of unknown.values()) await send(group);
  }

  private async send(
    records: OutgoingRecord[],
    leader: number | undefined,
    again: boolean,
  ): Promise<Map<OutgoingRecord, Failure>> {
    const refused = leader === undefined ? undefined : this.unreachable.get(leader);
    if (refused && performance.now() < refused.until)
      return new Map(records.map((record) => [record, { error: refused.error, sent: true }]));
    const byTopic = new Map<string, Message[]>();
    for (const { topic, key, value } of records) append(byTopic, topic, { key, value, headers });
    try {
      const answers = await this.producer.sendBatch({
        acks: -1,
        timeout: settings.replicateMs,
        topicMessages: [...byTopic].map(([topic, messages]) => ({ topic, messages })),
      });
      if (leader !== undefined) this.unreachable.delete(leader);
      return this.unacknowledged(
        records,
        new Set(answers.map(({ topicName, partition }) => `${topicName}/${partition}`)),
      );
    } catch (error) {
      const sent = mayBeSent(error);
      if (again && !sent && leader !== undefined)
        this.unreachable.set(leader, { until: performance.now() + settings.leaveAloneMs, error });
      return new Map(records.map((record) => [record, { error, sent }]));
    }
  }

  /** kafkajs silently omits partitions that are missing in its metadata. */
  private unacknowledged(records: OutgoingRecord[], acknowledged: ReadonlySet<string>): Map<OutgoingRecord, Failure> {
    const missing = records.filter(
      ({ topic, key }) => this.leaders.has(topic) && !acknowledged.has(`${topic}/${this.partitionOf(topic, key)}`),
    );
    const error = new Error('The broker did not acknowledge these records.');
    return new Map(missing.map((record) => [record, { error, sent: true }]));
  }

  /**
   * Fetches the leaders of topics that are not known, and after a failure those of all topics. Returns false if no
   * broker answers.
   */
  private async learnLeaders(records: readonly OutgoingRecord[]): Promise<boolean> {
    const topics = [...new Set(records.map(({ topic }) => topic))];
    const wanted = this.leadersAreStale ? topics : topics.filter((topic) => !this.leaders.has(topic));
    if (wanted.length === 0) return true;
    try {
      const { topics: found } = await this.request(async (admin) => {
        const present = new Set(wanted.every((topic) => this.leaders.has(topic)) ? wanted : await admin.listTopics());
        const topics = wanted.filter((topic) => present.has(topic));
        return topics.length > 0 ? admin.fetchTopicMetadata({ topics }) : { topics: [] };
      });
      for (const { name, partitions } of found) {
        const leaders = new Array<number>(partitions.length);
        for (const { partitionId, leader } of partitions) leaders[partitionId] = leader;
        this.leaders.set(name, leaders);
      }
      this.leadersAreStale = false;
      return true;
    } catch (error) {
      // The following send fails with the error to report. (kafkajs fails the whole metadata request while one partition
      // has no leader.)
      return brokerAnswered(error);
    }
  }
}

/** Classifies an error of kafkajs, also one that its retries wrapped. */
export function faultOf(error: unknown): PublishFault {
  const { type, cause } = error as { type?: string; cause?: { type?: string } };
  const code = type ?? cause?.type ?? '';
  if (['UNKNOWN_TOPIC_OR_PARTITION', 'INVALID_TOPIC_EXCEPTION', 'TOPIC_AUTHORIZATION_FAILED'].includes(code))
    return 'topic';
  return ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD'].includes(code) ? 'record' : 'unavailable';
}

/** Whether an error of a cluster request was returned by a broker, also if the retries of kafkajs wrapped it. */
export function brokerAnswered(error: unknown): boolean {
  const { name, cause } = error as { name?: string; cause?: { name?: string } };
  return [name, cause?.name].includes('KafkaJSProtocolError');
}

/**
 * Returns false only if no record can have been appended: there was no connection, or the broker was not the leader.
 */
function mayBeSent(error: unknown): boolean {
  if (errorCode(error) === 'ECONNREFUSED') return false;
  const { name, type, cause } = error as { name?: string; type?: string; cause?: { name?: string; type?: string } };
  const names = [name, cause?.name];
  return !(names.includes('KafkaJSBrokerNotFound') || (cause?.type ?? type) === 'NOT_LEADER_FOR_PARTITION');
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
