import { reasonOf } from '@redress/database';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { DataSource, QueryRunner } from 'typeorm';

/** The retention of a topic plus one week. */
const keepDays = 21;

export interface InboxTrimSettings {
  /** Delay before the first pass, and from the end of a pass to the next one, in ms. */
  firstMs: number;
  everyMs: number;
  /** Heap pages (8 kB) that one statement scans. */
  pages: number;
  /** The shortest pause between two statements, in ms; it is never shorter than twice the time the last one took. */
  pauseMs: number;
}

const defaults: InboxTrimSettings = { firstMs: 30_000, everyMs: 60 * 60 * 1_000, pages: 256, pauseMs: 50 };

/**
 * Deletes inbox rows of events that can no longer be delivered again. A pass scans the whole table once, a range of
 * pages at a time (a TID range), with pauses. It needs no index, each statement takes milliseconds regardless of the
 * number of rows to delete, and deletions are kept if the pass is interrupted. It starts at a random page, so that
 * processes that stop before the end of a pass together still reach all pages. An advisory lock allows one process per
 * schema.
 */
export class InboxTrim {
  private readonly settings: InboxTrimSettings;
  private stopped: AbortController | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly schema: string,
    private readonly log: Logger,
    settings: Partial<InboxTrimSettings> = {},
  ) {
    this.settings = { ...defaults, ...settings };
  }

  start(): void {
    const stopped = (this.stopped ??= new AbortController());
    void this.work(stopped.signal);
  }

  stop(): void {
    this.stopped?.abort();
  }

  private async work(signal: AbortSignal): Promise<void> {
    for (let ms = this.settings.firstMs; await rested(ms, signal); ms = this.settings.everyMs) {
      try {
        await this.pass(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.log.warn({ schema: this.schema, code: reasonOf(error) }, 'trimming the inbox failed: next attempt later');
      }
    }
  }

  /** Scans the table once. Returns the number of deleted rows, or undefined if another process is running a pass. */
  async pass(signal: AbortSignal = new AbortController().signal): Promise<number | undefined> {
    const runner = this.dataSource.createQueryRunner();
    const lock = `redress.inbox-trim.${this.schema}`;
    try {
      const [row] = (await runner.query(
        `SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked,
                (pg_relation_size('${this.schema}.inbox') / current_setting('block_size')::int)::int AS pages`,
        [lock],
      )) as { locked: boolean; pages: number }[];
      if (!row?.locked) return undefined;
      try {
        return await this.around(runner, row.pages, signal);
      } finally {
        await runner.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [lock]);
      }
    } finally {
      await runner.release();
    }
  }

  private async around(runner: QueryRunner, pages: number, signal: AbortSignal): Promise<number> {
    const slices = Math.ceil(pages / this.settings.pages);
    const first = slices > 1 ? randomInt(slices) : 0;
    let deleted = 0;
    for (let n = 0; n < slices; n++) {
      const from = ((first + n) % slices) * this.settings.pages;
      const began = performance.now();
      const [, count] = (await runner.query(
        `DELETE FROM ${this.schema}.inbox
          WHERE ctid >= $1::tid AND ctid < $2::tid AND seen_at < now() - $3 * interval '1 day'`,
        [`(${from},0)`, `(${from + this.settings.pages},0)`, keepDays],
      )) as [unknown, number];
      deleted += count;
      const pause = Math.max(this.settings.pauseMs, 2 * (performance.now() - began));
      if (n + 1 < slices && !(await rested(pause, signal))) break;
    }
    return deleted;
  }
}

/** Waits `ms`. Returns false if the signal ended the wait. */
async function rested(ms: number, signal: AbortSignal): Promise<boolean> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
  return !signal.aborted;
}
