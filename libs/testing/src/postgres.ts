import { EmbeddedPostgres, openDatabase, sqlState, type Log } from '@redress/database';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'redress-postgres-';
const noLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
// The data of a test need not survive a power failure.
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum_naptime: '10s' };

/** A PostgreSQL server for one spec file. */
export interface TestPostgres {
  /** The URL of the server; its role may create databases. */
  readonly url: string;
  /** Creates an empty database and returns its URL; the role owns it and may create more. */
  freshDatabase(): Promise<string>;
  /** Stops the server (own servers only): connections break, new ones are refused. */
  takeAway(): Promise<void>;
  /** Starts it again with the same URLs and data. */
  bringBack(): Promise<void>;
  /** Stops the server and deletes its data; on a shared server, drops the databases that were created here. */
  stop(): Promise<void>;
}

/**
 * Uses the server in DATABASE_URL_FOR_TESTS (`npm test` starts one for all specs; the role must be allowed to create
 * databases), or starts an embedded one in a temporary folder. With `own`, it always starts one, which `takeAway` can
 * stop. Call it in `beforeAll`, and `stop` in `afterAll`.
 */
export async function startPostgres({ own = false }: { own?: boolean } = {}): Promise<TestPostgres> {
  const shared = process.env.DATABASE_URL_FOR_TESTS;
  return shared && !own ? sharedServer(shared) : ownServer();
}

async function ownServer(): Promise<TestPostgres> {
  await removeLeftovers();
  const home = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  let server = await EmbeddedPostgres.start({ home, log: noLog, settings, durable: false });
  await run(server.adminUrl, 'ALTER ROLE redress CREATEDB');
  const { url } = server;
  return {
    url,
    freshDatabase: () => freshDatabase(url),
    takeAway: () => server.stop(),
    bringBack: async () => {
      server = await EmbeddedPostgres.start({ home, log: noLog, settings, durable: false });
      if (server.url !== url) throw new Error('another process uses the port of the test database');
    },
    stop: async () => {
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

function sharedServer(url: string): TestPostgres {
  const created: string[] = [];
  const refuse = (): Promise<void> =>
    Promise.reject(new Error('a shared server cannot be stopped: use startPostgres({ own: true })'));
  return {
    url,
    freshDatabase: async () => {
      const fresh = await freshDatabase(url);
      created.push(fresh);
      return fresh;
    },
    takeAway: refuse,
    bringBack: refuse,
    stop: async () => {
      for (const name of created.splice(0).map(nameOf)) await dropDatabase(url, name);
    },
  };
}

async function freshDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await run(serverUrl, `CREATE DATABASE "${name}"`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/**
 * FORCE ends connections that a spec left open. It is not allowed to end an autovacuum worker (42501), which a DROP
 * without it does.
 */
async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  try {
    await run(serverUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  } catch (error) {
    if (sqlState(error) !== '42501') throw error;
    await run(serverUrl, `DROP DATABASE IF EXISTS "${name}"`);
  }
}

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

async function run(url: string, sql: string): Promise<void> {
  const dataSource = await openDatabase({ url, applicationName: 'specs', poolSize: 1, connectTimeoutMs: 10_000 });
  try {
    await dataSource.query(sql);
  } finally {
    await dataSource.destroy();
  }
}

/** Removes what killed specs left behind; the folder's name contains the process id. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    if (!(pid > 0) || isAlive(pid)) continue;
    const home = join(tmpdir(), name);
    const running = await EmbeddedPostgres.locate(home).catch(() => undefined);
    const left =
      running === undefined ? undefined : await EmbeddedPostgres.start({ home, log: noLog }).catch(() => undefined);
    await left?.stop();
    await rm(home, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
