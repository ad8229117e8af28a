import type { DataSource } from 'typeorm';
import type { ConsumerGroup, DroppedGroup } from '../transport.js';
import { isAlive, leaseSettings } from './leases.js';

/**
 * All groups that have offsets, with their live members and their lag. After a member has stopped, `lastSeen` is the
 * end of its leases.
 */
export async function listGroups(dataSource: DataSource): Promise<ConsumerGroup[]> {
  const rows: (Omit<ConsumerGroup, 'lastSeen'> & { lastSeen: Date | null })[] = await dataSource.query(
    `SELECT r.consumer_group AS "group", r.topic, m.alive::int AS members,
            coalesce(sum(greatest(p.next_offset - 1 - r.done_offset, 0)), 0)::bigint AS lag,
            greatest(m.seen_at, max(least(nullif(r.lease_until, '-infinity'), now()))) AS "lastSeen"
       FROM transport.readers r LEFT JOIN transport.partitions p USING (topic, partition)
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE ${isAlive('$1')}) AS alive, max(least(seen_at, now())) AS seen_at
          FROM transport.members WHERE consumer_group = r.consumer_group AND topic = r.topic) m
      GROUP BY r.consumer_group, r.topic, m.alive, m.seen_at ORDER BY 1, 2`,
    [leaseSettings.leaseMs],
  );
  return rows.map(({ lastSeen, ...row }) => ({ ...row, lastSeen: lastSeen ?? undefined }));
}

/**
 * Deletes a group that has no live member. If a member starts later, it reads the log from its beginning, and its inbox
 * identifies the events that it has already handled.
 */
export async function dropGroup(dataSource: DataSource, group: string): Promise<DroppedGroup> {
  return dataSource.transaction(async (tx) => {
    const known: unknown[] = await tx.query('SELECT 1 FROM transport.readers WHERE consumer_group = $1 FOR UPDATE', [
      group,
    ]);
    if (known.length === 0) return 'unknown';
    const alive: unknown[] = await tx.query(
      `SELECT 1 FROM transport.members
        WHERE consumer_group = $2 AND ${isAlive('$1')} LIMIT 1`,
      [leaseSettings.leaseMs, group],
    );
    if (alive.length > 0) return 'in-use';
    await tx.query('DELETE FROM transport.members WHERE consumer_group = $1', [group]);
    await tx.query('DELETE FROM transport.readers WHERE consumer_group = $1', [group]);
    return 'dropped';
  });
}
