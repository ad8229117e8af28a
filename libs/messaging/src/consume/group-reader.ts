import { Coalescer } from '../coalescer.js';
import type { BatchOutcome, BatchReader, IncomingRecord } from '../transport.js';

const batchLimit = 500;

/**
 * Joins the batches that several partitions hand in at the same time into one transaction of at most 500 records:
 * a carrier that reads partition by partition pays for one commit, not for twelve.
 */
export function joined(run: BatchReader): BatchReader {
  const batches = new Coalescer<IncomingRecord[], BatchOutcome>(
    async (waiting) => {
      const outcomes: BatchOutcome[] = [];
      for (const records of packed(waiting)) outcomes.push(await run(records));
      const all: BatchOutcome = { done: new Map(), retry: new Map() };
      for (const outcome of outcomes) {
        outcome.done.forEach((offset, partition) => all.done.set(partition, offset));
        outcome.retry.forEach((ms, partition) => all.retry.set(partition, ms));
      }
      return waiting.map(() => all);
    },
    { items: 64, atOnce: 1 },
  );
  return (records) => batches.add(records);
}

/** A partition's records stay together, so that a failure in one batch cannot be overtaken by the next. */
function packed(waiting: IncomingRecord[][]): IncomingRecord[][] {
  const packs: IncomingRecord[][] = [];
  for (const records of waiting) {
    const last = packs.at(-1);
    if (last && last.length + records.length <= batchLimit) last.push(...records);
    else packs.push([...records]);
  }
  return packs;
}
