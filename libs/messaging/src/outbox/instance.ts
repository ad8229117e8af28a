import { randomUUID } from 'node:crypto';
import { poolOf, prepared } from '@redress/database';
import type { DataSource } from 'typeorm';

/**
 * `trustMs` is shorter than the lease: the difference is the time that a transaction may take to commit. `gapMs`: a
 * longer time between two renewals is an interruption. `steadyMs`: how long other instances may take to renew their
 * leases after an interruption.
 */
const settings = {
  everyMs: 1_000,
  leaseSeconds: 4,
  trustMs: 3_000,
  retryMs: 200,
  gapMs: 2_000,
  steadyMs: 3_000,
} as const;

/**
 * This process as the owner of outbox rows. It renews its lease every second, for four seconds by the database's clock.
 * While the lease is valid, no other process publishes its rows; when the process dies, they are free within four
 * seconds.
 */
export class Instance {
  readonly id = randomUUID();
  private trustedUntil = -Infinity;
  private renewedAt = -Infinity;
  private steadySince = Infinity;
  private timer: NodeJS.Timeout | undefined;
  private renewing: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly schema: string,
  ) {}

  /** Whether the lease will still be valid when a transaction that starts now commits. */
  get isAlive(): boolean {
    return performance.now() < this.trustedUntil;
  }

  /**
   * Whether the lease has been renewed without interruption for three seconds. If so, an expired lease of another
   * instance has not expired merely because the database was unavailable to both.
   */
  get isSteady(): boolean {
    return performance.now() - this.steadySince > settings.steadyMs;
  }

  start(): void {
    this.renewing = this.renew().then(
      () => this.again(settings.everyMs),
      () => this.again(settings.retryMs),
    );
  }

  /** Ends the lease: the rows that are left in the outbox are free at once. Never throws. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.renewing;
    this.trustedUntil = -Infinity;
    await this.run(`DELETE FROM ${this.schema}.instances WHERE id = $1`, [this.id]).catch(() => undefined);
  }

  private again(ms: number): void {
    if (!this.stopped) this.timer = setTimeout(() => this.start(), ms);
  }

  private async renew(): Promise<void> {
    const startedAt = performance.now();
    await this.run(
      `WITH gone AS (DELETE FROM ${this.schema}.instances WHERE alive_until < now() - interval '1 hour' AND id <> $1)
       INSERT INTO ${this.schema}.instances (id, alive_until) VALUES ($1, now() + $2 * interval '1 second')
       ON CONFLICT (id) DO UPDATE SET alive_until = excluded.alive_until`,
      [this.id, settings.leaseSeconds],
    );
    const now = performance.now();
    if (now - this.renewedAt > settings.gapMs) this.steadySince = now;
    this.renewedAt = now;
    this.trustedUntil = startedAt + settings.trustMs;
  }

  private run(sql: string, parameters: unknown[]): Promise<unknown[]> {
    return prepared(poolOf(this.dataSource), sql, parameters);
  }
}
