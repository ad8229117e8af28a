import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { IncomingRecord } from '../transport.js';
import { readLog, type Position } from './read-log.js';

const settings = { limit: 100, pauseMs: 300 } as const;

/**
 * Calls `read` for each record of a topic as it arrives, outside any group, until the signal is aborted. After a
 * failover that lost records, it reads the partition from its beginning again: records may then be passed twice, but
 * none is omitted.
 */
export async function tailLog(
  dataSource: DataSource,
  topic: string,
  options: { fromBeginning: boolean; signal: AbortSignal },
  read: (record: IncomingRecord) => void,
): Promise<void> {
  const positions = await startOf(dataSource, topic, options.fromBeginning);
  while (!options.signal.aborted) {
    const { records, missing } = await readLog(dataSource, topic, positions, settings.limit);
    missing.forEach((partition) => positions.set(partition, { offset: -1, at: null }));
    // In the order of publication. `sort` is stable, so records that were published together stay in the order of their
    // offsets.
    records.sort((a, b) => compare(a.position.at ?? '', b.position.at ?? ''));
    for (const { position, ...record } of records) {
      const last = positions.get(record.partition);
      if (!last || last.offset < position.offset) positions.set(record.partition, position);
      read(record);
    }
    if (records.length === 0)
      await sleep(settings.pauseMs, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

async function startOf(dataSource: DataSource, topic: string, fromBeginning: boolean): Promise<Map<number, Position>> {
  const rows: { partition: number; offset: number; at: string | null }[] = await dataSource.query(
    `SELECT p.partition, p.next_offset - 1 AS "offset", l.at FROM transport.partitions p
       LEFT JOIN LATERAL (SELECT at::text FROM transport.log
         WHERE topic = p.topic AND partition = p.partition AND "offset" = p.next_offset - 1 LIMIT 1) l ON true
      WHERE p.topic = $1`,
    [topic],
  );
  return new Map(
    rows.map(({ partition, offset, at }) => [partition, fromBeginning ? { offset: -1, at: null } : { offset, at }]),
  );
}

/** Compares timestamps in the format in which the database writes them in UTC. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
