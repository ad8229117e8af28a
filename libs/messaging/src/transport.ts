/** An event to publish: the stored bytes. The key is the id of the entity that the event is about. */
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

/** The result of processing a batch. */
export interface BatchOutcome {
  /** The last offset of each partition that is finished (handled, skipped or parked). */
  done: Map<number, string>;
  /** Partitions to pause, with the pause in ms. They are then read again after their last finished offset. */
  retry: Map<number, number>;
}

export type BatchReader = (records: IncomingRecord[]) => Promise<BatchOutcome>;

/**
 * Why a record was not published: the transport (or the leader of its partition) is unavailable, the topic cannot be
 * written to, or the record will never be accepted.
 */
export type PublishFault = 'unavailable' | 'topic' | 'record';

/**
 * Some records of a `publish` are in the log, and others are not, or may not be. `failures` has one entry for each
 * record, in their order: undefined if it is in the log, otherwise the error, which `faultOf` classifies.
 */
export class PartlyPublished extends Error {
  constructor(readonly failures: readonly unknown[]) {
    super('Some of the records were not published.');
    this.name = 'PartlyPublished';
  }
}

/**
 * PostgreSQL transport only: the place of one record of a `publish`. It represents all records of the call, because
 * they were written in one transaction. `at` (microseconds, as the database writes it) identifies the record, as in a
 * reader's position.
 */
export interface LogPlace {
  topic: string;
  partition: number;
  offset: number;
  at: string;
}

/** One group reading one topic in this process. */
export interface Subscription {
  /** Whether it is a member of its group now (it may own no partition). */
  readonly ready: boolean;
  /** Finishes the batch in progress, commits its offsets, and leaves the group. */
  stop(): Promise<void>;
}

export interface TopicChange {
  topic: string;
  partitions: number;
  change: 'created' | 'unchanged' | 'refused';
  /** If refused: the reason, and how to change the count. */
  reason?: string;
}

export interface GroupLag {
  group: string;
  topic: string;
  /** Records that are published and not yet finished. */
  lag: number;
}

/** The state of a group in the transport. */
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
 * Transports events between services. Every transport guarantees: records of one key stay in order; records that
 * `publish` has acknowledged are in the log; a group receives every record at least once.
 */
export abstract class Transport {
  abstract readonly kind: 'kafka' | 'postgres';
  /**
   * Publishes all records, in their order per key. One call at a time. Returns a place if the log is in the same
   * database as the outboxes, because a failover can then lose both.
   * @throws PartlyPublished if some are in the log; after any other error all are uncertain (each may be in the log)
   */
  abstract publish(records: OutgoingRecord[]): Promise<LogPlace | undefined>;
  /** The partition of a record (0 if the topic is not known); used to limit the bytes per partition. */
  abstract partitionOf(topic: string, key: string): number;
  /** Classifies an error of `publish`, or one of the `failures` of a PartlyPublished. */
  abstract faultOf(error: unknown): PublishFault;
  /**
   * Reads until stopped. Reconnects automatically when the transport is unavailable. `group` is `<service>.<topic>`.
   */
  abstract subscribe(group: string, topic: string, read: BatchReader): Subscription;
  /** Creates missing topics. Partition counts of existing ones never change: another count is refused. */
  abstract applyTopics(
    names: readonly string[],
    wish: { partitions: number; replication: number },
  ): Promise<TopicChange[]>;
  abstract missingTopics(names: readonly string[]): Promise<string[]>;
  abstract lag(): Promise<GroupLag[]>;
  /** All groups that read topics of this installation, in the order of their names. */
  abstract groups(): Promise<ConsumerGroup[]>;
  /** Deletes a group that has no live member, with its offsets. The log then no longer keeps records for it. */
  abstract dropGroup(group: string): Promise<DroppedGroup>;
  /** Calls `read` for each record of a topic as it arrives, outside any group, until `signal` is aborted. */
  abstract tail(
    topic: string,
    options: { fromBeginning: boolean; signal: AbortSignal },
    read: (record: IncomingRecord) => void,
  ): Promise<void>;
  /** Throws if the transport does not answer. */
  abstract ping(): Promise<void>;
  abstract close(): Promise<void>;
}
