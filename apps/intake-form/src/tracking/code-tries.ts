import type { DataSource } from 'typeorm';
import { TooMany } from '../limits/too-many.js';

const triesPerHour = 5;

/**
 * Six digits can be guessed, five times an hour: counted in the database, so that replicas and restarts share it, and counted before the
 * comparison, so that tries at the same moment count too.
 */
export class CodeTries {
  constructor(private readonly dataSource: DataSource) {}

  /** Counts one try for a number, whether or not such a complaint exists. Throws TooMany. */
  async take(number: string, now: Date): Promise<void> {
    const [row]: { tries: number; wait: number }[] = await this.dataSource.query(
      `INSERT INTO intake_form.code_tries AS known (number, tries, until) VALUES ($1, 1, $2::timestamptz + interval '1 hour')
       ON CONFLICT (number) DO UPDATE SET
         tries = CASE WHEN known.until <= $2 THEN 1 ELSE least(known.tries + 1, 1000) END,
         until = CASE WHEN known.until <= $2 THEN excluded.until ELSE known.until END
       RETURNING tries, ceil(extract(epoch FROM until - $2::timestamptz))::int AS wait`,
      [number, now],
    );
    if (row && row.tries > triesPerHour) throw new TooMany('code', Math.max(1, row.wait));
    if (row?.tries === 1) await this.forgetOld(now);
  }

  /** The right code was given: that try does not count. */
  async giveBack(number: string): Promise<void> {
    await this.dataSource.query('UPDATE intake_form.code_tries SET tries = tries - 1 WHERE number = $1 AND tries > 0', [number]);
  }

  /** A few old rows go with every new one, so the table stays as small as an hour's tries. */
  private async forgetOld(now: Date): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM intake_form.code_tries WHERE number IN (SELECT number FROM intake_form.code_tries WHERE until < $1 LIMIT 10 FOR UPDATE SKIP LOCKED)`,
      [now],
    );
  }
}
