import { setTimeout as sleep } from 'node:timers/promises';
import { migrate, openDatabase, sqlState } from '@redress/database';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { countReason } from '../topic-counts.js';
import { PermanentError } from '../errors.js';
import { partitionOf } from '../partition.rules.js';
import type { BatchReader, GroupLag, IncomingRecord, OutgoingRecord, PublishFault, Subscription, TopicChange, Transport } from '../transport.js';
import { dropLogDays, makeLogDays } from './log-days.js';
import { PostgresSubscription } from './postgres-subscription.js';
import { publishRecords } from './publish.js';
import { transportMigrations, transportSchema } from './transport-schema.js';
import { WakeUp } from './wake-up.js';

const settings = { housekeepingMs: 60 * 60 * 1_000, keepDays: 14, tailMs: 300 } as const;

/** Events over PostgreSQL: for one machine and small sites. The same promises as Kafka's, the same interface. */
export class PostgresTransport implements Transport {
  readonly kind = 'postgres';
  private readonly counts = new Map<string, number>();
  private readonly housekeeping: NodeJS.Timeout;

  private constructor(
    private readonly dataSource: DataSource,
    private readonly wakeUp: WakeUp,
    private readonly log: Logger,
  ) {
    this.housekeeping = setInterval(() => void this.keepHouse(), settings.housekeepingMs).unref();
  }

  /** Connects, and makes or updates the schema `transport`. */
  static async open(url: string, log: Logger): Promise<PostgresTransport> {
    // The log is made again from the outboxes of the same database: a row leaves its outbox after it was published, so what a crash of the
    // server takes from the log it also brings back into the outbox. Offsets that are missing are read again and found in the inbox.
    const dataSource = await openDatabase({ url, applicationName: 'redress transport', poolSize: 6, relaxedCommits: true });
    await migrate(dataSource, { schema: transportSchema, migrations: transportMigrations });
    await makeLogDays(dataSource, Date.now());
    return new PostgresTransport(dataSource, new WakeUp(url, log), log);
  }

  async publish(records: OutgoingRecord[]): Promise<void> {
    if (records.some(({ topic }) => !this.counts.has(topic))) await this.learnCounts();
    const missing = records.find(({ topic }) => !this.counts.has(topic));
    if (missing) throw new PermanentError('unknown-topic', `There is no topic ${missing.topic}: run \`redress topics apply\`.`);
    await publishRecords(
      this.dataSource,
      records.map((record) => ({ ...record, partition: this.partitionOf(record.topic, record.key) })),
    );
    this.wakeUp.tell(new Set(records.map(({ topic }) => topic)));
  }

  partitionOf(topic: string, key: string): number {
    const count = this.counts.get(topic);
    return count === undefined ? 0 : partitionOf(key, count);
  }

  faultOf(error: unknown): PublishFault {
    if (error instanceof PermanentError) return 'topic';
    return /^(22|23)/.test(sqlState(error) ?? '') ? 'record' : 'away';
  }

  subscribe(group: string, topic: string, read: BatchReader): Subscription {
    const subscription = new PostgresSubscription(this.dataSource, this.wakeUp, group, topic, read, this.log);
    subscription.start();
    return subscription;
  }

  async applyTopics(names: readonly string[], wish: { partitions: number }): Promise<TopicChange[]> {
    await this.learnCounts();
    const before = new Map(this.counts);
    const missing = names.filter((name) => !before.has(name));
    await this.dataSource.query(
      `INSERT INTO transport.partitions (topic, partition) SELECT topic, partition FROM unnest($1::text[]) AS topic, generate_series(0, $2::int - 1) AS partition
       ON CONFLICT DO NOTHING`,
      [missing, wish.partitions],
    );
    await this.learnCounts();
    return names.map((topic): TopicChange => {
      const partitions = before.get(topic);
      if (partitions === undefined) return { topic, partitions: wish.partitions, change: 'created' };
      if (partitions === wish.partitions) return { topic, partitions, change: 'unchanged' };
      return { topic, partitions, change: 'refused', reason: countReason(topic, partitions, wish.partitions) };
    });
  }

  async missingTopics(names: readonly string[]): Promise<string[]> {
    await this.learnCounts();
    return names.filter((name) => !this.counts.has(name));
  }

  async lag(): Promise<GroupLag[]> {
    return this.dataSource.query<GroupLag[]>(
      `SELECT consumer_group AS "group", topic, sum(p.next_offset - 1 - r.done_offset)::int AS lag
         FROM transport.readers r JOIN transport.partitions p USING (topic, partition) GROUP BY 1, 2 ORDER BY 1`,
    );
  }

  async tail(topic: string, options: { fromBeginning: boolean; signal: AbortSignal }, read: (record: IncomingRecord) => void): Promise<void> {
    await this.learnCounts();
    if (!this.counts.has(topic)) throw new PermanentError('unknown-topic', `There is no topic ${topic}.`);
    const done = new Map<number, number>();
    if (!options.fromBeginning) {
      const ends: { partition: number; next_offset: number }[] = await this.dataSource.query(
        `SELECT partition, next_offset FROM transport.partitions WHERE topic = $1`,
        [topic],
      );
      ends.forEach(({ partition, next_offset }) => done.set(partition, next_offset - 1));
    }
    while (!options.signal.aborted) {
      const found = await this.tailOnce(topic, done, read);
      if (found === 0) await sleep(settings.tailMs, undefined, { signal: options.signal }).catch(() => undefined);
    }
  }

  async ping(): Promise<void> {
    await this.dataSource.query('SELECT 1');
  }

  async close(): Promise<void> {
    clearInterval(this.housekeeping);
    await this.wakeUp.close();
    await this.dataSource.destroy();
  }

  private async tailOnce(topic: string, done: Map<number, number>, read: (record: IncomingRecord) => void): Promise<number> {
    const rows: { partition: number; offset: number; key: string; value: string }[] = await this.dataSource.query(
      `SELECT l.partition, l."offset", l.key, l.value FROM transport.partitions p
         LEFT JOIN unnest($2::int[], $3::bigint[]) AS d (partition, done_offset) ON d.partition = p.partition
        CROSS JOIN LATERAL (SELECT partition, "offset", key, value, at FROM transport.log
          WHERE topic = p.topic AND partition = p.partition AND "offset" > coalesce(d.done_offset, -1) ORDER BY "offset" LIMIT 100) l
        WHERE p.topic = $1 ORDER BY l.at, l.partition, l."offset"`,
      [topic, [...done.keys()], [...done.values()]],
    );
    for (const row of rows) {
      done.set(row.partition, Math.max(row.offset, done.get(row.partition) ?? -1));
      read({ topic, partition: row.partition, offset: String(row.offset), key: row.key, value: Buffer.from(row.value), headers: {} });
    }
    return rows.length;
  }

  private async learnCounts(): Promise<void> {
    const rows: { topic: string; count: number }[] = await this.dataSource.query(
      `SELECT topic, count(*)::int AS count FROM transport.partitions GROUP BY topic`,
    );
    rows.forEach(({ topic, count }) => this.counts.set(topic, count));
  }

  private async keepHouse(): Promise<void> {
    try {
      await makeLogDays(this.dataSource, Date.now());
      await dropLogDays(this.dataSource, Date.now(), settings.keepDays);
    } catch (error) {
      this.log.warn({ code: sqlState(error) ?? 'unknown' }, 'the event log could not be tidied: next try in an hour');
    }
  }
}
