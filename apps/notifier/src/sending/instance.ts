import { randomUUID } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import type { DataSource, QueryRunner } from 'typeorm';
import { instanceLock } from './message-rows.js';

const heartbeatMs = 2_000;

/**
 * This process as the owner of the messages it is sending. It lives as long as a session-level advisory lock that a connection of its own
 * holds: when the process dies PostgreSQL frees the lock, and whoever starts next takes over at once, without waiting for a lease to end.
 * Where only the connection is lost the lock may be free although we live, so from then on we are another instance.
 */
export class Instance {
  private held: { id: string; runner: QueryRunner } | undefined;
  private acquiring: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly onLost: (error: unknown) => void,
  ) {}

  /** Undefined while the database is away: nothing may be taken then. */
  get id(): string | undefined {
    return this.held?.id;
  }

  /** Gets the lock, and again whenever it is lost; resolves after the first try, whatever came of it. */
  async start(): Promise<void> {
    await this.beat();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.acquiring;
    const runner = this.held?.runner;
    const id = this.held?.id;
    this.held = undefined;
    if (!runner) return;
    await runner.query(`SELECT pg_advisory_unlock(${instanceLock('$1')})`, [id]).catch(() => undefined);
    await runner.release().catch(() => undefined);
  }

  private async beat(): Promise<void> {
    this.acquiring = this.held ? this.check(this.held.runner) : this.acquire();
    await this.acquiring;
    if (!this.stopped) this.timer = setTimeout(() => void this.beat(), heartbeatMs);
  }

  private async acquire(): Promise<void> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const connection = (await runner.connect()) as EventEmitter;
      const id = randomUUID();
      await runner.query(`SELECT pg_advisory_lock(${instanceLock('$1')})`, [id]);
      const held = { id, runner };
      this.held = held;
      connection.once('end', () => this.lost(held.id, undefined));
    } catch (error) {
      await runner.release().catch(() => undefined);
      this.onLost(error);
    }
  }

  private async check(runner: QueryRunner): Promise<void> {
    const id = this.held?.id;
    try {
      await runner.query('SELECT 1');
    } catch (error) {
      await runner.release().catch(() => undefined);
      this.lost(id, error);
    }
  }

  private lost(id: string | undefined, error: unknown): void {
    if (this.held?.id !== id || this.stopped) return;
    this.held = undefined;
    this.onLost(error);
  }
}
