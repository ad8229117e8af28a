import { poolOf, prepared } from '@redress/database';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Position } from './read-log.js';

export const leaseSettings = { leaseMs: 6_000, renewMs: 1_500 } as const;

/** The right to read a partition. The epoch is incremented whenever the partition changes its owner. */
export interface Lease {
  partition: number;
  epoch: number;
}

/**
 * Distributes the partitions of a topic among the members of a group. Each member owns at most its fair share, by lease
 * rows that it must renew. A member that dies loses its partitions when its leases expire; a member that stops releases
 * them at once. All times are those of the database's clock. A `lease_until` or `seen_at` that is further in the future
 * than any member writes it counts as expired: the clock was set back.
 */
export class Leases {
  private readonly member = randomUUID();

  constructor(
    private readonly dataSource: DataSource,
    private readonly group: string,
    private readonly topic: string,
  ) {}

  /**
   * Renews the current leases, acquires free ones up to the fair share and releases those above it. Returns the leases
   * that this member has now.
   */
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
        `SELECT ceil((SELECT count(*) FROM transport.partitions WHERE topic = $2)::numeric
                     / greatest(count(*), 1))::int AS fair
           FROM transport.members WHERE consumer_group = $1 AND topic = $2 AND ${isAlive('$3')}`,
        [group, topic, leaseSettings.leaseMs],
      );
      // Rows are locked in the order of their partitions. Rows that another member is changing are skipped.
      const leases: Lease[] = rowsOf(
        await tx.query(
          `WITH wanted AS (
             SELECT partition, owner = $3 AND lease_until > clock_timestamp() AS mine FROM transport.readers
              WHERE consumer_group = $1 AND topic = $2 AND (owner = $3 OR lease_until < clock_timestamp()
                    OR lease_until > clock_timestamp() + 2 * $5 * interval '1 millisecond')
              ORDER BY (owner = $3) DESC NULLS LAST, partition LIMIT $4 FOR UPDATE SKIP LOCKED
           )
           UPDATE transport.readers r SET owner = $3, lease_until = clock_timestamp() + $5 * interval '1 millisecond',
                  epoch = r.epoch + CASE WHEN w.mine THEN 0 ELSE 1 END
             FROM wanted w WHERE r.consumer_group = $1 AND r.topic = $2 AND r.partition = w.partition
           RETURNING r.partition, r.epoch`,
          [group, topic, member, share!.fair, leaseSettings.leaseMs],
        ),
      );
      await tx.query(
        `UPDATE transport.readers SET owner = NULL, lease_until = clock_timestamp()
          WHERE consumer_group = $1 AND topic = $2 AND owner = $3 AND partition <> ALL($4::int[])`,
        [group, topic, member, leases.map(({ partition }) => partition)],
      );
      return leases;
    });
  }

  /**
   * Reads the group's positions in these partitions from the database. An offset beyond the end of the log, which
   * readers of older releases could write after a crash, is first set to the end of the log.
   */
  async positions(partitions: number[]): Promise<Map<number, Position>> {
    const parameters = [this.group, this.topic, partitions];
    await this.dataSource.query(
      `UPDATE transport.readers r SET done_offset = p.next_offset - 1 FROM transport.partitions p
        WHERE r.consumer_group = $1 AND r.topic = $2 AND r.partition = ANY($3::int[])
          AND p.topic = r.topic AND p.partition = r.partition AND r.done_offset >= p.next_offset`,
      parameters,
    );
    const rows: { partition: number; offset: number; at: string | null }[] = await this.dataSource.query(
      `SELECT r.partition, r.done_offset AS "offset", l.at FROM transport.readers r
         LEFT JOIN LATERAL (SELECT at::text FROM transport.log
           WHERE topic = r.topic AND partition = r.partition AND "offset" = r.done_offset LIMIT 1) l ON true
        WHERE r.consumer_group = $1 AND r.topic = $2 AND r.partition = ANY($3::int[])`,
      parameters,
    );
    return new Map(rows.map(({ partition, offset, at }) => [partition, { offset, at }]));
  }

  /**
   * Moves offsets of the group forward. Skips a partition if another member owns it now, or if the record that was read
   * last is not in the log: the database has then lost commits, and its own offset is correct. Only this commit does
   * not wait for the disk. If a crash loses it, records are read again, and the inbox identifies them as duplicates.
   */
  async moveOffsets(done: { lease: Lease; position: Position }[]): Promise<void> {
    await prepared(
      poolOf(this.dataSource),
      `UPDATE transport.readers r SET done_offset = d.done_offset
         FROM unnest($4::int[], $5::bigint[], $6::bigint[], $7::timestamptz[]) AS d (partition, epoch, done_offset, at)
        CROSS JOIN LATERAL (SELECT true FROM transport.log
          WHERE topic = $2 AND partition = d.partition AND "offset" = d.done_offset AND at = d.at LIMIT 1) AS l
        CROSS JOIN (SELECT set_config('synchronous_commit', 'off', true)) AS this_transaction
        WHERE r.consumer_group = $1 AND r.topic = $2 AND r.owner = $3
          AND r.partition = d.partition AND r.epoch = d.epoch
          AND r.done_offset < d.done_offset`,
      [
        this.group,
        this.topic,
        this.member,
        done.map(({ lease }) => lease.partition),
        done.map(({ lease }) => lease.epoch),
        done.map(({ position }) => position.offset),
        done.map(({ position }) => position.at),
      ],
    );
  }

  /** Releases all leases, so that other members need not wait until they expire. */
  async release(): Promise<void> {
    await this.dataSource.query(
      `WITH gone AS (
         DELETE FROM transport.members
          WHERE (consumer_group = $1 AND topic = $2 AND member = $3) OR seen_at < now() - interval '1 day'
       )
       UPDATE transport.readers SET owner = NULL, lease_until = clock_timestamp()
        WHERE consumer_group = $1 AND topic = $2 AND owner = $3`,
      [this.group, this.topic, this.member],
    );
  }
}

/**
 * SQL: whether a row of `transport.members` belongs to a live member. `leaseMs` is the parameter with the duration of
 * the lease in ms.
 */
export function isAlive(leaseMs: string): string {
  const lease = `${leaseMs} * interval '1 millisecond'`;
  return `seen_at BETWEEN clock_timestamp() - ${lease} AND clock_timestamp() + ${lease}`;
}

/** TypeORM returns `[rows, count]` for UPDATE … RETURNING. */
function rowsOf<T>(result: [T[], number] | T[]): T[] {
  return Array.isArray(result[0]) ? (result[0] as T[]) : (result as T[]);
}
