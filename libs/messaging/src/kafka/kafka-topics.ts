import type { Admin } from 'kafkajs';
import { countReason } from '../topic-counts.js';
import type { TopicChange } from '../transport.js';

/** 14 days: topics are the transport, tables are the system of record. */
const retentionMs = 14 * 24 * 60 * 60 * 1_000;
const maxMessageBytes = 2 * 1024 * 1024;

/**
 * Creates missing topics with our settings. A key must always stay in the same partition, so the partition counts of
 * existing topics are never changed.
 */
export async function applyKafkaTopics(
  admin: Admin,
  names: readonly string[],
  wish: { partitions: number; replication: number },
): Promise<TopicChange[]> {
  const present = new Set(await admin.listTopics());
  const missing = names.filter((name) => !present.has(name));
  if (missing.length > 0) {
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map((topic) => ({
        topic,
        numPartitions: wish.partitions,
        replicationFactor: wish.replication,
        configEntries: [
          { name: 'retention.ms', value: String(retentionMs) },
          { name: 'max.message.bytes', value: String(maxMessageBytes) },
          { name: 'min.insync.replicas', value: String(wish.replication >= 3 ? 2 : 1) },
        ],
      })),
    });
  }
  const existing = names.filter((name) => present.has(name));
  const { topics } = existing.length > 0 ? await admin.fetchTopicMetadata({ topics: [...existing] }) : { topics: [] };
  const counts = new Map(topics.map(({ name, partitions }) => [name, partitions.length]));
  return names.map((topic): TopicChange => {
    const partitions = counts.get(topic);
    if (partitions === undefined) return { topic, partitions: wish.partitions, change: 'created' };
    if (partitions === wish.partitions) return { topic, partitions, change: 'unchanged' };
    return { topic, partitions, change: 'refused', reason: countReason(topic, partitions, wish.partitions) };
  });
}
