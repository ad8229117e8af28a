import { migrate, openDatabase, sqlState, withTimeout } from '@redress/database';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { countReason } from '../topic-counts.js';
import { PermanentError } from '../errors.js';
import { partitionOf } from '../partition.rules.js';
import type {
  BatchReader,
  ConsumerGroup,
  DroppedGroup,
  GroupLag,
  IncomingRecord,
  LogPlace,
  OutgoingRecord,
  PublishFault,
  Subscription,
  TopicChange,
  Transport,
} from '../transport.js';
import { dropGroup, listGroups } from './groups.js';
import { dropLogDays, makeLogDays } from './log-days.js';
import { PostgresSubscription } from './postgres-subscription.js';
import { publishRecords } from './publish.js';
import { tailLog } from './tail-log.js';
import { transportMigrations, transportSchema } from './transport-schema.js';
import { WakeUp } from './wake-up.js';

const settings = { maintenanceMs: 60 * 60 * 1_000, closeMs: 5_000 } as const;

/** Events over PostgreSQL, for single machines and small sites, with the same guarantees as over Kafka. */
export class PostgresTransport implements Transport {
  readonly kind = 'postgres';
  private readonly counts = new Map<string, number>();
  private readonly maintenance: NodeJS.Timeout;

  private constructor(
    private readonly dataSource: DataSource,
    private readonly wakeUp: WakeUp,
    private readonly log: Logger,
  ) {
    this.maintenance = setInterval(() => void this.keepLog(), settings.maintenanceMs).unref();
  }

  /**
   * Connects, and creates or updates the schema `transport`. Whether commits wait for the disk depends on the server's
   * `synchronous_commit`; with it, readers never see a record that a crash can lose.
   */
  static async open(url: string, log: Logger): Promise<PostgresTransport> {
    const dataSource = await openDatabase({ url, applicationName: 'redress transport', poolSize: 6 });
    await migrate(dataSource, { schema: transportSchema, migrations: transportMigrations });
    await makeLogDays(dataSource);
    return new PostgresTransport(dataSource, new WakeUp(url, log), log);
  }

  async publish(records: OutgoingRecord[]): Promise<LogPlace | undefined> {
    if (records.some(({ topic }) => !this.counts.has(topic))) await this.learnCounts();
    const missing = records.find(({ topic }) => !this.counts.has(topic));
    if (missing)
      throw new PermanentError('unknown-topic', `There is no topic ${missing.topic}: run \`redress topics apply\`.`);
    const place = await publishRecords(
      this.dataSource,
      records.map((record) => ({ ...record, partition: this.partitionOf(record.topic, record.key) })),
    );
    this.wakeUp.notify(new Set(records.map(({ topic }) => topic)));
    return place;
  }

  partitionOf(topic: string, key: string): number {
    const count = this.counts.get(topic);
    return count === undefined ? 0 : partitionOf(key, count);
  }

  faultOf(error: unknown): PublishFault {
    if (error instanceof PermanentError) return 'topic';
    return /^(22|23)/.test(sqlState(error) ?? '') ? 'record' : 'unavailable';
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
      `INSERT INTO transport.partitions (topic, partition)
       SELECT topic, partition FROM unnest($1::text[]) AS topic, generate_series(0, $2::int - 1) AS partition
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
      `SELECT consumer_group AS "group", topic, sum(greatest(p.next_offset - 1 - r.done_offset, 0))::int AS lag
         FROM transport.readers r JOIN transport.partitions p USING (topic, partition) GROUP BY 1, 2 ORDER BY 1`,
    );
  }

  async tail(
    topic: string,
    options: { fromBeginning: boolean; signal: AbortSignal },
    read: (record: IncomingRecord) => void,
  ): Promise<void> {
    await this.learnCounts();
    if (!this.counts.has(topic)) throw new PermanentError('unknown-topic', `There is no topic ${topic}.`);
    await tailLog(this.dataSource, topic, options, read);
  }

  groups(): Promise<ConsumerGroup[]> {
    return listGroups(this.dataSource);
  }

  dropGroup(group: string): Promise<DroppedGroup> {
    return dropGroup(this.dataSource, group);
  }

  async ping(): Promise<void> {
    await this.dataSource.query('SELECT 1');
  }

  async close(): Promise<void> {
    clearInterval(this.maintenance);
    await this.wakeUp.close();
    // The server never confirms the end of a connection that was cut off without a reset.
    await withTimeout(
      settings.closeMs,
      () => this.dataSource.destroy(),
      () => undefined,
    );
  }

  private async learnCounts(): Promise<void> {
    const rows: { topic: string; count: number }[] = await this.dataSource.query(
      `SELECT topic, count(*)::int AS count FROM transport.partitions GROUP BY topic`,
    );
    rows.forEach(({ topic, count }) => this.counts.set(topic, count));
  }

  private async keepLog(): Promise<void> {
    try {
      await makeLogDays(this.dataSource);
      await dropLogDays(this.dataSource);
    } catch (error) {
      this.log.warn(
        { code: sqlState(error) ?? 'unknown' },
        'maintenance of the event log failed: next attempt in an hour',
      );
    }
  }
}
