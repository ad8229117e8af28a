import { EmbeddedPostgres, openDatabase, type Log } from '@redress/database';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'redress-postgres-';
const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
// Nothing here has to survive a power cut.
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum_naptime: '10s' };

/** A real PostgreSQL for one spec file. */
export interface TestPostgres {
  /** The server; its role may make databases. */
  readonly url: string;
  /** Makes an empty database and gives its URL; its role owns it and may make more. */
  freshDatabase(): Promise<string>;
  /** Takes the server away as if it were unplugged (own servers only): connections break, new ones are refused. */
  takeAway(): Promise<void>;
  /** Brings it back, same URLs, same data. */
  bringBack(): Promise<void>;
  /** Ends it and removes all of it, or drops the databases made here from a shared server. */
  stop(): Promise<void>;
}

/**
 * The server DATABASE_URL_FOR_TESTS names (`npm test` starts one for all specs; the role must be allowed to make
 * databases), else an embedded one of its own in a temporary folder. With `own`, always one of its own, which can be
 * taken away. Call it in `beforeAll`, and `stop` in `afterAll`.
 */
export async function startPostgres({ own = false }: { own?: boolean } = {}): Promise<TestPostgres> {
  const shared = process.env.DATABASE_URL_FOR_TESTS;
  return shared && !own ? sharedServer(shared) : ownServer();
}

async function ownServer(): Promise<TestPostgres> {
  await removeLeftovers();
  const home = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  let server = await EmbeddedPostgres.start({ home, log: quiet, settings, durable: false });
  await run(server.adminUrl, 'ALTER ROLE redress CREATEDB');
  const { url } = server;
  return {
    url,
    freshDatabase: () => freshDatabase(url),
    takeAway: () => server.stop(),
    bringBack: async () => {
      server = await EmbeddedPostgres.start({ home, log: quiet, settings, durable: false });
      if (server.url !== url) throw new Error('the port of the test database was taken by somebody else meanwhile');
    },
    stop: async () => {
      await server.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

function sharedServer(url: string): TestPostgres {
  const made: string[] = [];
  const refuse = (): Promise<void> => Promise.reject(new Error('a shared server is not taken away: startPostgres({ own: true })'));
  return {
    url,
    freshDatabase: async () => {
      const fresh = await freshDatabase(url);
      made.push(fresh);
      return fresh;
    },
    takeAway: refuse,
    bringBack: refuse,
    stop: async () => {
      for (const name of made.splice(0).map(nameOf)) await run(url, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
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

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

async function run(url: string, sql: string): Promise<void> {
  const dataSource = await openDatabase({ url, applicationName: 'specs', poolSize: 1, connectTimeoutMs: 10_000 });
  try {
    await dataSource.query(sql);
  } finally {
    await dataSource.destroy();
  }
}

/** What specs that were killed left behind: the process number is in the folder's name. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    if (!(pid > 0) || isAlive(pid)) continue;
    const home = join(tmpdir(), name);
    const running = await EmbeddedPostgres.locate(home).catch(() => undefined);
    const left = running === undefined ? undefined : await EmbeddedPostgres.start({ home, log: quiet }).catch(() => undefined);
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
