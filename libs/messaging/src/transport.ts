/** An event on its way out: the stored bytes, under the id of what it is about. */
export interface OutgoingRecord {
  topic: string;
  key: string;
  value: string;
}

/** A record as it lies in the log. */
export interface IncomingRecord {
  topic: string;
  partition: number;
  /** Counted up within the partition; decimal digits. */
  offset: string;
  key: string | null;
  value: Buffer;
  headers: Record<string, string>;
}

/** What a reader made of a batch. */
export interface BatchOutcome {
  /** For each partition the last offset that is done with (handled, skipped or parked). */
  done: Map<number, string>;
  /** Partitions to leave alone for so many ms, then to read again from behind what is done. */
  retry: Map<number, number>;
}

export type BatchReader = (records: IncomingRecord[]) => Promise<BatchOutcome>;

export type PublishFault = 'away' | 'topic' | 'record';

/** One group reading one topic in this process. */
export interface Subscription {
  /** Whether it reads (it may own no partition). */
  readonly ready: boolean;
  /** Finishes the batch in hand, commits, and gives its partitions back. */
  stop(): Promise<void>;
}

export interface TopicChange {
  topic: string;
  partitions: number;
  change: 'created' | 'unchanged' | 'refused';
  /** Where refused: why, and the way to do it. */
  reason?: string;
}

export interface GroupLag {
  group: string;
  topic: string;
  /** Records published and not yet done with. */
  lag: number;
}

/** A group as the carrier knows it. */
export interface ConsumerGroup {
  group: string;
  topic: string;
  /** Processes that read for it now. */
  members: number;
  /** Records published and not yet done with. */
  lag: number;
  /** When a member was last seen; undefined where the carrier does not know. */
  lastSeen: Date | undefined;
}

/** `in-use`: a member is alive, and nothing was changed. `unknown`: there is no such group. */
export type DroppedGroup = 'dropped' | 'unknown' | 'in-use';

/**
 * What carries the events. Both carriers promise: records of one key stay in order; what `publish` has acknowledged is in the log;
 * a group gets every record at least once.
 */
export abstract class Transport {
  abstract readonly kind: 'kafka' | 'postgres';
  /** Publishes all records, in their order per key, or throws. Called one at a time. A thrown error may leave some published. */
  abstract publish(records: OutgoingRecord[]): Promise<void>;
  /** The partition a record will get (0 where the topic is not known): for the limit of bytes per partition. */
  abstract partitionOf(topic: string, key: string): number;
  /** Whose fault a failed `publish` is: the carrier is away, the topic cannot be written to, or a record will never be taken. */
  abstract faultOf(error: unknown): PublishFault;
  /** Reads until stopped, waiting for the carrier and reconnecting by itself. `group` is `<service>.<topic>`. */
  abstract subscribe(group: string, topic: string, read: BatchReader): Subscription;
  /** Makes missing topics. Partition counts of existing ones never change: a wish for another count is refused. */
  abstract applyTopics(names: readonly string[], wish: { partitions: number; replication: number }): Promise<TopicChange[]>;
  abstract missingTopics(names: readonly string[]): Promise<string[]>;
  abstract lag(): Promise<GroupLag[]>;
  /** All groups that read topics of this installation, in the order of their names. */
  abstract groups(): Promise<ConsumerGroup[]>;
  /** Forgets a group without a live member: how far it is, and so what the log has to keep for it. */
  abstract dropGroup(group: string): Promise<DroppedGroup>;
  /** Hands over records of a topic as they come, outside any group, until the signal. */
  abstract tail(topic: string, options: { fromBeginning: boolean; signal: AbortSignal }, read: (record: IncomingRecord) => void): Promise<void>;
  /** Throws where the carrier does not answer. */
  abstract ping(): Promise<void>;
  abstract close(): Promise<void>;
}
