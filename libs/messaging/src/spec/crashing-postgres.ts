import { EmbeddedPostgres, isUnreachable, openDatabase, type Log } from '@redress/database';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * A PostgreSQL server that writes its WAL only when a commit waits for it (the WAL writer sleeps 10 s), so that a
 * crash loses every asynchronous commit of the last seconds and no other.
 */
export interface CrashingPostgres {
  freshDatabase(): Promise<string>;
  /** Kills one server process with SIGKILL and resolves when PostgreSQL has recovered, on the same port. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

export async function startCrashingPostgres(): Promise<CrashingPostgres> {
  const home = await mkdtemp(join(tmpdir(), `redress-postgres-${process.pid}-`));
  const settings = { wal_writer_delay: '10s', autovacuum: 'off', fsync: 'off' };
  const server = await EmbeddedPostgres.start({ home, log: quiet, settings, durable: false });
  const asAdmin = async <T>(work: (admin: pg.Client) => Promise<T>): Promise<T> => {
    const admin = new pg.Client({ connectionString: server.adminUrl, connectionTimeoutMillis: 1_000 });
    admin.on('error', () => undefined);
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.end().catch(() => undefined);
    }
  };
  await asAdmin((admin) => admin.query('ALTER ROLE redress CREATEDB'));
  return {
    freshDatabase: async () => {
      const name = `test_${randomBytes(6).toString('hex')}`;
      const dataSource = await openDatabase({ url: server.url, applicationName: 'specs', poolSize: 1 });
      await dataSource.query(`CREATE DATABASE "${name}"`);
      await dataSource.destroy();
      return Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
    },
    crash: () => asAdmin(killAndWait).then(() => untilItAnswers(asAdmin)),
    stop: async () => {
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function killAndWait(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'`,
  );
  const ended = new Promise((resolve) => admin.once('end', resolve));
  process.kill(rows[0]!.pid, 'SIGKILL');
  await ended;
}

async function untilItAnswers(
  asAdmin: (work: (admin: pg.Client) => Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  for (const giveUpAt = performance.now() + 20_000; ; await sleep(20)) {
    try {
      await asAdmin((admin) => admin.query('SELECT 1'));
      return;
    } catch (error) {
      if (!isUnreachable(error) || performance.now() > giveUpAt) throw error;
    }
  }
}
