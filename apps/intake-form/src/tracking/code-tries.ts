import { Injectable } from '@nestjs/common';
import { TooMany } from '@redress/intake';
import { DataSource } from 'typeorm';

const triesPerHour = 5;

/**
 * Six digits can be guessed, but only five times an hour. Tries are counted in the database, so that replicas and
 * restarts share the count, and before the comparison, so that simultaneous tries count too. The hour is the
 * database's: no clock of a service can make it longer, and where the database's own clock was set back, the rest of
 * the hour is at most an hour.
 */
@Injectable()
export class CodeTries {
  constructor(private readonly dataSource: DataSource) {}

  /** Counts one try for a number, whether or not such a complaint exists. Throws TooMany. */
  async take(number: string): Promise<void> {
    const [row]: { tries: number; wait: number }[] = await this.dataSource.query(
      `INSERT INTO intake_form.code_tries AS known (number, tries, until) VALUES ($1, 1, now() + interval '1 hour')
       ON CONFLICT (number) DO UPDATE SET
         tries = CASE WHEN known.until <= now() THEN 1 ELSE least(known.tries + 1, 1000) END,
         until = CASE WHEN known.until <= now() THEN excluded.until ELSE least(known.until, excluded.until) END
       RETURNING tries, ceil(extract(epoch FROM until - now()))::int AS wait`,
      [number],
    );
    if (row && row.tries > triesPerHour) throw new TooMany('code', Math.max(1, row.wait));
    if (row?.tries === 1) await this.forgetOld();
  }

  /** The right code was given: that try does not count. */
  async giveBack(number: string): Promise<void> {
    await this.dataSource.query('UPDATE intake_form.code_tries SET tries = tries - 1 WHERE number = $1 AND tries > 0', [
      number,
    ]);
  }

  /** Each new row removes a few old ones, so that the table stays as small as an hour's tries. */
  private async forgetOld(): Promise<void> {
    await this.dataSource.query(
      `DELETE FROM intake_form.code_tries WHERE number IN
         (SELECT number FROM intake_form.code_tries WHERE until < now() LIMIT 10 FOR UPDATE SKIP LOCKED)`,
    );
  }
}
