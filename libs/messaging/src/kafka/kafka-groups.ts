import type { Admin } from 'kafkajs';
import type { ConsumerGroup, DroppedGroup, GroupLag } from '../transport.js';

/** The groups of `lags` with their live members. Kafka does not report when a member was last seen. */
export async function listKafkaGroups(admin: Admin, lags: readonly GroupLag[]): Promise<ConsumerGroup[]> {
  if (lags.length === 0) return [];
  const { groups } = await admin.describeGroups(lags.map(({ group }) => group));
  const members = new Map(groups.map((group) => [group.groupId, group.members.length]));
  return lags.map((lag) => ({ ...lag, members: members.get(lag.group) ?? 0, lastSeen: undefined }));
}

/**
 * Deletes a group with its offsets. The broker refuses this while a member is alive. Throws all other broker errors.
 */
export async function dropKafkaGroup(admin: Admin, group: string): Promise<DroppedGroup> {
  try {
    await admin.deleteGroups([group]);
    return 'dropped';
  } catch (error) {
    const { groups } = error as { groups?: { error?: { type?: string } }[] };
    const type = groups?.[0]?.error?.type;
    if (type === 'NON_EMPTY_GROUP') return 'in-use';
    if (type === 'GROUP_ID_NOT_FOUND') return 'unknown';
    throw error;
  }
}
