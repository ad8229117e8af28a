import { poolOf, prepared } from '@redress/database';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';

export const leaseSettings = { leaseMs: 6_000, renewMs: 1_500 } as const;

/** A partition this process reads, and how far. */
export interface Lease {
  partition: number;
  epoch: number;
  /** The last offset that is done with; -1 at the start. */
  doneOffset: number;
}

/**
 * Shares the partitions of a topic among the members of a group: each holds at most its fair part, by a lease row that must be renewed.
 * A member that died loses its partitions when the lease runs out; one that stops gives them back at once.
 */
export class Leases {
  private readonly member = randomUUID();

  constructor(
    private readonly dataSource: DataSource,
    private readonly group: string,
    private readonly topic: string,
  ) {}

  /** Renews what is held, takes what is free up to the fair part, gives up what is above it. Gives the partitions held now. */
  async renew(): Promise<Lease[]> {
    return this.dataSource.transaction(async (tx) => {
      const { group, topic, member } = this;
      await tx.query(
        `INSERT INTO transport.members (consumer_group, topic, member, seen_at) VALUES ($1, $2, $3, clock_timestamp())
         ON CONFLICT (consumer_group, topic, member) DO UPDATE SET seen_at = excluded.seen_at`,
        [group, topic, member],
      );
      await tx.query(
        `INSERT INTO transport.readers (consumer_group, topic, partition)
         SELECT $1, topic, partition FROM transport.partitions WHERE topic = $2 ON CONFLICT DO NOTHING`,
        [group, topic],
      );
      const [share]: { fair: number }[] = await tx.query(
        `SELECT ceil((SELECT count(*) FROM transport.partitions WHERE topic = $2)::numeric / greatest(count(*), 1))::int AS fair
           FROM transport.members WHERE consumer_group = $1 AND topic = $2 AND seen_at > clock_timestamp() - $3 * interval '1 millisecond'`,
        [group, topic, leaseSettings.leaseMs],
      );
      // Rows are locked in the order of partitions; rows another member is changing are left to it.
      const leases: { partition: number; epoch: number; done_offset: number }[] = structured(
        await tx.query(
          `WITH wanted AS (
             SELECT partition, owner = $3 AND lease_until > clock_timestamp() AS mine FROM transport.readers
              WHERE consumer_group = $1 AND topic = $2 AND (owner = $3 OR lease_until < clock_timestamp())
              ORDER BY (owner = $3) DESC NULLS LAST, partition LIMIT $4 FOR UPDATE SKIP LOCKED
           )
           UPDATE transport.readers r SET owner = $3, lease_until = clock_timestamp() + $5 * interval '1 millisecond',
                  epoch = r.epoch + CASE WHEN w.mine THEN 0 ELSE 1 END
             FROM wanted w WHERE r.consumer_group = $1 AND r.topic = $2 AND r.partition = w.partition
           RETURNING r.partition, r.epoch, r.done_offset`,
          [group, topic, member, share!.fair, leaseSettings.leaseMs],
        ),
      );
      await tx.query(
        `UPDATE transport.readers SET owner = NULL, lease_until = '-infinity'
          WHERE consumer_group = $1 AND topic = $2 AND owner = $3 AND partition <> ALL($4::int[])`,
        [group, topic, member, leases.map(({ partition }) => partition)],
      );
      return leases.map(({ partition, epoch, done_offset }) => ({ partition, epoch, doneOffset: done_offset }));
    });
  }

  /** Moves offsets forward; a lease that has meanwhile gone to another member (a higher epoch) is left alone. */
  async moveOffsets(done: { partition: number; epoch: number; offset: number }[]): Promise<void> {
    await prepared(
      poolOf(this.dataSource),
      `UPDATE transport.readers r SET done_offset = d.done_offset
         FROM unnest($3::int[], $4::bigint[], $5::bigint[]) AS d (partition, epoch, done_offset)
        WHERE r.consumer_group = $1 AND r.topic = $2 AND r.partition = d.partition AND r.epoch = d.epoch AND r.done_offset < d.done_offset`,
      [this.group, this.topic, done.map(({ partition }) => partition), done.map(({ epoch }) => epoch), done.map(({ offset }) => offset)],
    );
  }

  /** Gives everything back, so that others need not wait for the lease to run out. */
  async giveBack(): Promise<void> {
    await this.dataSource.query(
      `WITH gone AS (DELETE FROM transport.members WHERE (consumer_group = $1 AND topic = $2 AND member = $3) OR seen_at < now() - interval '1 day')
       UPDATE transport.readers SET owner = NULL, lease_until = '-infinity' WHERE consumer_group = $1 AND topic = $2 AND owner = $3`,
      [this.group, this.topic, this.member],
    );
  }
}

/** TypeORM gives `[rows, count]` for an UPDATE … RETURNING. */
function structured<T>(result: [T[], number] | T[]): T[] {
  return Array.isArray(result[0]) ? (result[0] as T[]) : (result as T[]);
}
