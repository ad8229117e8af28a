import type { DataSource } from 'typeorm';
import type { IncomingRecord } from '../transport.js';

/** An event that a reader could not process, as it is listed: without its content. */
export interface ParkedEvent {
  id: number;
  group: string;
  topic: string;
  partition: number;
  offset: string;
  key: string | null;
  /** A code: `bad-data`, `23502` … */
  reason: string;
  parkedAt: Date;
  replayWanted: boolean;
}

/** Events that a reader could not process, stored in the schema of the reader. They are not lost and block nothing. */
export class ParkedEvents {
  constructor(
    private readonly dataSource: DataSource,
    private readonly schema: string,
  ) {}

  /**
   * Stores an event. The same event is stored once; a different event at the same offset (the topic was deleted and
   * created again) is stored too.
   */
  async park(group: string, record: IncomingRecord, reason: string, stack: string): Promise<void> {
    const headers = Object.fromEntries(
      Object.entries(record.headers).map(([name, value]) => [storable(name), storable(value)]),
    );
    await this.dataSource.query(
      `INSERT INTO ${this.schema}.parked (consumer_group, topic, partition, "offset", key, value, headers, reason, stack, digest)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, sha256($6)) ON CONFLICT DO NOTHING`,
      [
        group,
        record.topic,
        record.partition,
        record.offset,
        record.key && storable(record.key),
        record.value,
        headers,
        reason,
        stack,
      ],
    );
  }

  /** Parked events that were not dropped, oldest first. */
  async list(limit = 100): Promise<ParkedEvent[]> {
    return this.dataSource.query<ParkedEvent[]>(
      `SELECT id, consumer_group AS "group", topic, partition, "offset"::text AS "offset", key, reason, parked_at AS "parkedAt",
              replay_wanted_at IS NOT NULL AS "replayWanted"
         FROM ${this.schema}.parked WHERE dropped_at IS NULL ORDER BY id LIMIT $1`,
      [limit],
    );
  }

  /** The bytes of one event, its headers and the stack without data; undefined if there is no such row. */
  async show(id: number): Promise<{ value: Buffer; headers: Record<string, string>; stack: string } | undefined> {
    const rows: { value: Buffer; headers: Record<string, string>; stack: string }[] = await this.dataSource.query(
      `SELECT value, headers, stack FROM ${this.schema}.parked WHERE id = $1`,
      [id],
    );
    return rows[0];
  }

  /**
   * Requests that the group's running service processes the event again. Other groups do not receive it. Returns false
   * if there is no such row.
   */
  async wantReplay(id: number): Promise<boolean> {
    return this.change(`SET replay_wanted_at = now() WHERE id = $1 AND dropped_at IS NULL`, [id]);
  }

  /** Drops the event, records the reason and erases its content. Returns false if there is no such row. */
  async drop(id: number, reason: string): Promise<boolean> {
    return this.change(
      `SET dropped_at = now(), dropped_reason = $2, value = '', headers = '{}' WHERE id = $1 AND dropped_at IS NULL`,
      [id, reason],
    );
  }

  /** The records of a group that are to be replayed, oldest first. */
  async wanted(group: string): Promise<(IncomingRecord & { id: number })[]> {
    return this.dataSource.query<(IncomingRecord & { id: number })[]>(
      `SELECT id, topic, partition, "offset"::text AS "offset", key, value, headers FROM ${this.schema}.parked
        WHERE consumer_group = $1 AND replay_wanted_at IS NOT NULL AND dropped_at IS NULL ORDER BY id LIMIT 100`,
      [group],
    );
  }

  /** After a replay: removes the row, or parks it again for the new reason. */
  async settle(id: number, failure?: { reason: string; stack: string }): Promise<void> {
    if (failure)
      await this.change(`SET replay_wanted_at = NULL, reason = $2, stack = $3 WHERE id = $1`, [
        id,
        failure.reason,
        failure.stack,
      ]);
    else await this.dataSource.query(`DELETE FROM ${this.schema}.parked WHERE id = $1`, [id]);
  }

  private async change(sql: string, parameters: unknown[]): Promise<boolean> {
    const rows: [unknown, number] = await this.dataSource.query(`UPDATE ${this.schema}.parked ${sql}`, parameters);
    return rows[1] > 0;
  }
}

/**
 * Removes the characters from a key or header that PostgreSQL's text type cannot store (the value is stored as bytes).
 * An event that cannot be parked would block its partition.
 */
function storable(text: string): string {
  return Buffer.from(text).toString('utf8').replaceAll('\0', '');
}
