import { setTimeout as sleep } from 'node:timers/promises';
import { Coalescer } from '../coalescer.js';
import type { BatchOutcome, BatchReader, IncomingRecord } from '../transport.js';

const batchLimit = 500;

/**
 * How long a reader pauses after a batch, in ms: 2 for each record, at most 50. A single event is read at once. Under
 * load, batches grow, so that one commit covers more events.
 */
export function restAfter(records: number): number {
  return Math.min(2 * records, 50);
}

/**
 * Combines the batches that several partitions deliver at the same time into one transaction of at most 500 records:
 * a transport that reads each partition separately needs one commit instead of twelve.
 */
export function joined(run: BatchReader): BatchReader {
  const batches = new Coalescer<IncomingRecord[], BatchOutcome>(
    async (waiting) => {
      const outcomes: BatchOutcome[] = [];
      const packs = packed(waiting);
      for (const records of packs) outcomes.push(await run(records));
      const all: BatchOutcome = { done: new Map(), retry: new Map() };
      for (const outcome of outcomes) {
        outcome.done.forEach((offset, partition) => all.done.set(partition, offset));
        outcome.retry.forEach((ms, partition) => all.retry.set(partition, ms));
      }
      if (packs.length === 1 && packs[0]!.length < batchLimit / 2) await sleep(restAfter(packs[0]!.length));
      return waiting.map(() => all);
    },
    { items: 64, atOnce: 1 },
  );
  return (records) => batches.add(records);
}

/** The records of a partition stay together, so that no later record overtakes a failed one. */
function packed(waiting: IncomingRecord[][]): IncomingRecord[][] {
  const packs: IncomingRecord[][] = [];
  for (const records of waiting) {
    const last = packs.at(-1);
    if (last && last.length + records.length <= batchLimit) last.push(...records);
    else packs.push([...records]);
  }
  return packs;
}
