import type { OutboxRow } from './outbox-row.js';

/** A row that was in the outbox before; only the columns that determine the order. */
export type OlderRow = Pick<OutboxRow, 'eventId' | 'topic' | 'key'>;

/**
 * Splits newly committed rows into those that may be passed to the publisher now and those that must wait for the
 * relay. A row may be passed if no older row of its topic and key is in the outbox, or if this process holds the newest
 * of them: the publisher sends rows in the order in which it receives them. (The older row was itself passed to the
 * publisher after all rows before it. If one of those fails, the publisher returns all later rows of the key.)
 */
export function splitByOrder<R extends OlderRow>(
  fresh: readonly R[],
  older: readonly OlderRow[],
  isHeld: (eventId: string) => boolean,
): { now: R[]; later: R[] } {
  const waiting = new Set(older.filter(({ eventId }) => !isHeld(eventId)).map(orderKey));
  return {
    now: fresh.filter((row) => !waiting.has(orderKey(row))),
    later: fresh.filter((row) => waiting.has(orderKey(row))),
  };
}

/** Rows with the same order key are published in the order of their positions. */
export function orderKey({ topic, key }: Pick<OutboxRow, 'topic' | 'key'>): string {
  return `${topic}\n${key}`;
}

/** The number of sequence numbers that each subject needs. */
export function countBySubject(rows: readonly Pick<OutboxRow, 'key'>[]): { subject: string; taken: number }[] {
  const counts = new Map<string, number>();
  for (const { key } of rows) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].map(([subject, taken]) => ({ subject, taken }));
}

/**
 * Returns the sequence number of each row, in the order of the rows. `last` maps each subject to the highest number
 * that was reserved for its rows.
 */
export function sequencesOf(rows: readonly Pick<OutboxRow, 'key'>[], last: ReadonlyMap<string, number>): number[] {
  const next = new Map(countBySubject(rows).map(({ subject, taken }) => [subject, last.get(subject)! - taken + 1]));
  return rows.map(({ key }) => {
    const sequence = next.get(key)!;
    next.set(key, sequence + 1);
    return sequence;
  });
}
