import { reasonOf } from '@redress/database';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { DataSource, QueryRunner } from 'typeorm';

/** As long as a topic keeps an event, and a week. */
const keepDays = 21;

export interface InboxTrimSettings {
  /** Until the first pass, and between the end of a pass and the next one, in ms. */
  firstMs: number;
  everyMs: number;
  /** Heap pages (8 kB) that one statement looks through. */
  pages: number;
  /** The shortest pause between two statements, in ms; it is never shorter than twice the time the last one took. */
  pauseMs: number;
}

const defaults: InboxTrimSettings = { firstMs: 30_000, everyMs: 60 * 60 * 1_000, pages: 256, pauseMs: 50 };

/**
 * Forgets events that can no longer come twice. A pass goes through the whole table once, some pages at a time by
 * their place in the table (a TID range), with pauses: it needs no index, each statement takes milliseconds however
 * much there is to delete, and what is deleted stays deleted when the pass is cut short. It starts at a random page,
 * so that processes that never live to the end of a pass still reach all pages. One process of a schema at a time
 * (advisory lock).
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

  /** Goes through the table once. Returns how many rows it deleted; undefined where another process is doing it. */
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

/** Waits; returns false where the signal ended it. */
async function rested(ms: number, signal: AbortSignal): Promise<boolean> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
  return !signal.aborted;
}
