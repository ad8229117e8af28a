import type { OutboxRow } from './outbox-row.js';

/** A row that was in the outbox before, as far as order is concerned. */
export type OlderRow = Pick<OutboxRow, 'eventId' | 'topic' | 'key'>;

/**
 * Splits freshly committed rows into those that may go to the publisher now and those that must wait for the relay. A
 * row may go where the newest older row of its topic and key is in hand in this process: the publisher sends in the
 * order in which it is given rows. (That row was itself given to the publisher only behind all rows before it; and if
 * one of those fails, the publisher gives back all rows of the key behind it.)
 */
export function splitByOrder<R extends OlderRow>(
  fresh: readonly R[],
  older: readonly OlderRow[],
  inHand: (eventId: string) => boolean,
): { now: R[]; later: R[] } {
  const waiting = new Set(older.filter(({ eventId }) => !inHand(eventId)).map(orderKey));
  return {
    now: fresh.filter((row) => !waiting.has(orderKey(row))),
    later: fresh.filter((row) => waiting.has(orderKey(row))),
  };
}

/** Rows with the same order key are published in the order of their positions. */
export function orderKey({ topic, key }: Pick<OutboxRow, 'topic' | 'key'>): string {
  return `${topic}\n${key}`;
}

/** How many numbers each subject needs. */
export function countBySubject(rows: readonly Pick<OutboxRow, 'key'>[]): { subject: string; taken: number }[] {
  const counts = new Map<string, number>();
  for (const { key } of rows) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].map(([subject, taken]) => ({ subject, taken }));
}

/**
 * The sequence of each row, in the order of the rows. `last` is the last number that each subject got for all of its
 * rows.
 */
export function sequencesOf(rows: readonly Pick<OutboxRow, 'key'>[], last: ReadonlyMap<string, number>): number[] {
  const next = new Map(countBySubject(rows).map(({ subject, taken }) => [subject, last.get(subject)! - taken + 1]));
  return rows.map(({ key }) => {
    const sequence = next.get(key)!;
    next.set(key, sequence + 1);
    return sequence;
  });
}
