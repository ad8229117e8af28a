import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { codeOf } from '../failure.js';

/** As long as a topic keeps an event, and a week. */
const keepDays = 21;
const everyMs = 6 * 60 * 60 * 1_000;

/** Forgets events that can no longer come twice. */
export class InboxTrim {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly schema: string,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.trim(), everyMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async trim(): Promise<void> {
    try {
      await this.dataSource.query(`DELETE FROM ${this.schema}.inbox WHERE seen_at < now() - $1 * interval '1 day'`, [keepDays]);
    } catch (error) {
      this.log.warn({ code: codeOf(error) ?? 'unknown' }, 'the inbox could not be trimmed: next try in six hours');
    }
  }
}
