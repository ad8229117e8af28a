/** An event to publish: the stored bytes; the key is the id of what it is about. */
export interface OutgoingRecord {
  topic: string;
  key: string;
  value: string;
}

/** A record as it is in the log. */
export interface IncomingRecord {
  topic: string;
  partition: number;
  /** Ascending within the partition; decimal digits. */
  offset: string;
  key: string | null;
  value: Buffer;
  headers: Record<string, string>;
}

/** What a reader did with a batch. */
export interface BatchOutcome {
  /** The last offset of each partition that is finished (handled, skipped or parked). */
  done: Map<number, string>;
  /** Partitions to pause for so many ms, and then to read again from after what is done. */
  retry: Map<number, number>;
}

export type BatchReader = (records: IncomingRecord[]) => Promise<BatchOutcome>;

/**
 * Why a record was not published: the transport (or the leader of its partition) is unavailable, the topic cannot be written to, or
 * the record will never be accepted.
 */
export type PublishFault = 'away' | 'topic' | 'record';

/**
 * Some records of a `publish` are in the log and others are not, or may not be. `failures` has one entry for each record, in their order:
 * undefined if it is in the log, else the error, which `faultOf` classifies.
 */
export class PartlyPublished extends Error {
  constructor(readonly failures: readonly unknown[]) {
    super('Some of the records were not published.');
    this.name = 'PartlyPublished';
  }
}

/**
 * Over PostgreSQL: one record of a `publish`, which names the others too, because they were written in one transaction.
 * `at` (microseconds, as the database writes it) identifies the record, as in a reader's position.
 */
export interface LogPlace {
  topic: string;
  partition: number;
  offset: number;
  at: string;
}

/** One group reading one topic in this process. */
export interface Subscription {
  /** Whether it reads: it is a member of its group now (it may own no partition). */
  readonly ready: boolean;
  /** Finishes the batch in progress, commits its offsets, and leaves the group. */
  stop(): Promise<void>;
}

export interface TopicChange {
  topic: string;
  partitions: number;
  change: 'created' | 'unchanged' | 'refused';
  /** If refused: why, and how to do it instead. */
  reason?: string;
}

export interface GroupLag {
  group: string;
  topic: string;
  /** Records that are published and not yet finished. */
  lag: number;
}

/** A group as the transport knows it. */
export interface ConsumerGroup {
  group: string;
  topic: string;
  /** Number of processes that read for it now. */
  members: number;
  /** Records that are published and not yet finished. */
  lag: number;
  /** When a member was last seen; undefined if the transport does not know. */
  lastSeen: Date | undefined;
}

/** `in-use`: a member is alive, and nothing was changed. `unknown`: there is no such group. */
export type DroppedGroup = 'dropped' | 'unknown' | 'in-use';

/**
 * What carries the events. Both transports guarantee: records of one key stay in order; what `publish` has acknowledged is in the log;
 * a group receives every record at least once.
 */
export abstract class Transport {
  abstract readonly kind: 'kafka' | 'postgres';
  /**
   * Publishes all records, in their order per key. One call at a time. Returns their place where the log is in the
   * database of the outboxes, which can lose both in a failover.
   * @throws PartlyPublished if some are in the log; after any other error all are uncertain (each may be in the log)
   */
  abstract publish(records: OutgoingRecord[]): Promise<LogPlace | undefined>;
  /** The partition of a record (0 if the topic is not known): for the limit of bytes per partition. */
  abstract partitionOf(topic: string, key: string): number;
  /** Classifies an error of `publish`, or one of the `failures` of a PartlyPublished. */
  abstract faultOf(error: unknown): PublishFault;
  /** Reads until stopped; waits for the transport and reconnects by itself. `group` is `<service>.<topic>`. */
  abstract subscribe(group: string, topic: string, read: BatchReader): Subscription;
  /** Creates missing topics. Partition counts of existing ones never change: another count is refused. */
  abstract applyTopics(names: readonly string[], wish: { partitions: number; replication: number }): Promise<TopicChange[]>;
  abstract missingTopics(names: readonly string[]): Promise<string[]>;
  abstract lag(): Promise<GroupLag[]>;
  /** All groups that read topics of this installation, in the order of their names. */
  abstract groups(): Promise<ConsumerGroup[]>;
  /** Forgets a group without a live member: how far it is, and so what the log has to keep for it. */
  abstract dropGroup(group: string): Promise<DroppedGroup>;
  /** Calls `read` for each record of a topic as it arrives, outside any group, until the signal. */
  abstract tail(topic: string, options: { fromBeginning: boolean; signal: AbortSignal }, read: (record: IncomingRecord) => void): Promise<void>;
  /** Throws if the transport does not answer. */
  abstract ping(): Promise<void>;
  abstract close(): Promise<void>;
}
