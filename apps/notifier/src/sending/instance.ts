import { Injectable } from '@nestjs/common';
import { reasonOf } from '@redress/database';
import { Log } from '@redress/runtime';
import { randomUUID } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { DataSource, type QueryRunner } from 'typeorm';
import { instanceLock } from './message-rows.js';

const heartbeatMs = 2_000;

/**
 * This process as the owner of the messages it is sending. A separate connection holds a session-level advisory lock.
 * When the process dies, PostgreSQL releases the lock, and another instance can take over at once, without waiting for
 * a lease to expire. When only the connection is lost, the lock may be free although the process is alive, so it
 * continues under a new id.
 */
@Injectable()
export class Instance {
  private lock: { id: string; runner: QueryRunner } | undefined;
  private heartbeat: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: Log,
  ) {}

  /** Undefined while the lock is not held; nothing may be claimed then. */
  get id(): string | undefined {
    return this.lock?.id;
  }

  /** Acquires the lock, and again whenever it is lost. Resolves after the first attempt, also when it failed. */
  async start(): Promise<void> {
    await this.beat();
  }

  /** Releases the lock: from now on other instances recover what this one has claimed. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.heartbeat;
    const lock = this.lock;
    this.lock = undefined;
    if (!lock) return;
    await lock.runner.query(`SELECT pg_advisory_unlock(${instanceLock('$1')})`, [lock.id]).catch(() => undefined);
    await lock.runner.release().catch(() => undefined);
  }

  private async beat(): Promise<void> {
    this.heartbeat = this.lock ? this.check(this.lock) : this.acquire();
    await this.heartbeat;
    if (!this.stopped) this.timer = setTimeout(() => void this.beat(), heartbeatMs);
  }

  private async acquire(): Promise<void> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const connection = (await runner.connect()) as EventEmitter;
      const id = randomUUID();
      await runner.query(`SELECT pg_advisory_lock(${instanceLock('$1')})`, [id]);
      this.lock = { id, runner };
      connection.once('end', () => this.lost(id, undefined));
    } catch (error) {
      await runner.release().catch(() => undefined);
      this.report(error);
    }
  }

  private async check({ id, runner }: { id: string; runner: QueryRunner }): Promise<void> {
    try {
      await runner.query('SELECT 1');
    } catch (error) {
      await runner.release().catch(() => undefined);
      this.lost(id, error);
    }
  }

  private lost(id: string, error: unknown): void {
    if (this.lock?.id !== id || this.stopped) return;
    this.lock = undefined;
    this.report(error);
  }

  private report(error: unknown): void {
    this.log.warn({ code: reasonOf(error) }, 'the lock that shows that this instance is alive is not held');
  }
}
