import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@redress/testing';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { HomeInUse } from '../errors.js';
import { serverAccount } from './account.js';
import { EmbeddedPostgres } from './embedded-postgres.js';
import { closedFolder, defaultHome, layoutOf } from './home.js';
import { runningServer } from './server.js';

const isRoot = process.getuid?.() === 0;
const workspace = fileURLToPath(new URL('../../../..', import.meta.url));
const lines: string[] = [];
const note = (_: object, message: string): void => void lines.push(message);
const log = { info: note, warn: note, error: note };

let home: string;
const started: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];
const start = async (more: Partial<Parameters<typeof EmbeddedPostgres.start>[0]> = {}): Promise<EmbeddedPostgres> => {
  const server = await EmbeddedPostgres.start({ home, log, durable: false, ...more });
  started.push(server);
  return server;
};
async function query<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

// initdb takes a second or two: only the tests of the first start run it again.
let template: string;
beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'redress-embedded-'));
  await (await EmbeddedPostgres.start({ home: template, log, durable: false })).stop();
});
afterAll(() => rmSync(template, { recursive: true, force: true }));
const useTemplate = (): void => void execFileSync('cp', ['-a', join(template, 'postgres'), home]);

beforeEach(() => {
  // mkdtemp creates it with mode 0700, like the folders of an installation under /root.
  home = mkdtempSync(join(tmpdir(), 'redress-embedded-'));
  lines.length = 0;
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of started.splice(0)) await server.stop();
  if (await runningServer(layoutOf(home))) await (await EmbeddedPostgres.start({ home, log })).stop();
  rmSync(home, { recursive: true, force: true });
});

/**
 * Starts another process, which starts the server from the built library, prints its URL and runs until it is killed.
 */
async function startInChild(
  more: { as?: { uid: number; gid: number }; group?: boolean } = {},
): Promise<{ child: ChildProcess; output: string }> {
  const built = join(workspace, 'libs/database/dist/embedded/embedded-postgres.js');
  const script = `
    import { EmbeddedPostgres } from ${JSON.stringify(built)};
    const log = { info() {}, warn() {}, error() {} };
    try {
      const server = await EmbeddedPostgres.start({ home: ${JSON.stringify(home)}, log, durable: false });
      process.on('SIGTERM', () => server.stop().then(() => process.exit(0)));
      console.log(server.url);
      setInterval(() => {}, 1000);
    } catch (error) { console.log(error.name + ': ' + error.message); process.exit(3); }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: '/',
    detached: more.group === true,
    ...more.as,
  });
  children.push(child);
  const [output] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, output: output.toString().trim() };
}

describe('the first and the second start', () => {
  it('creates a database that keeps its data and its port', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS id');
    await first.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT id FROM kept')).toEqual([{ id: 1 }]);
  });

  it('syncs to disk, uses UTC, and gives the services a plain role with a private password', async () => {
    const server = await start();
    const settings = `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
      current_setting('TimeZone') AS zone, current_setting('listen_addresses') AS listens,
      (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser`;
    expect(await query(server.url, settings)).toEqual([
      { fsync: 'on', commit: 'on', zone: 'UTC', superuser: false, listens: '127.0.0.1' },
    ]);
    expect(statSync(layoutOf(home).password).mode & 0o777).toBe(0o600);
    await expect(query(server.url.replace(/:[0-9a-f]+@/, ':guessed@'), 'SELECT 1')).rejects.toMatchObject({
      code: '28P01',
    });
  });

  it('gives the services no access as superuser, also in a home in which both had the same password', async () => {
    useTemplate();
    const server = await start();
    const password = readFileSync(layoutOf(home).password, 'utf8');
    const asService = (secret: string): string => server.url.replace(/:[0-9a-f]+@/, `:${secret}@`);
    const asAdmin = server.adminUrl.replace(/:[0-9a-f]+@/, `:${new URL(server.url).password}@`);
    await expect(query(asAdmin, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await query(server.adminUrl, `ALTER ROLE redress PASSWORD '${password}'`);
    await server.stop();
    const again = await start();
    expect(await query(again.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await expect(query(asService(password), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('uses another port if its own is in use', async () => {
    useTemplate();
    const first = await start();
    await first.stop();
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(Number(new URL(first.url).port), '127.0.0.1', resolve));
    const second = await start();
    expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await new Promise((resolve) => squatter.close(resolve));
  });

  it('starts although another process has the id in postmaster.pid, as in a container', async () => {
    useTemplate();
    await (await start()).stop();
    const other = spawn('sleep', ['60'], { stdio: 'ignore' });
    children.push(other);
    writeFileSync(
      join(layoutOf(home).data, 'postmaster.pid'),
      `${other.pid}\n${layoutOf(home).data}\n0\n5432\n\n127.0.0.1\n`,
    );
    expect(await query((await start()).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('writes no value of a failed statement to its log', async () => {
    useTemplate();
    const server = await start();
    await query(server.url, 'CREATE TABLE phones (phone text PRIMARY KEY)');
    await query(server.url, `INSERT INTO phones VALUES ('13800138000')`);
    await expect(query(server.url, `INSERT INTO phones VALUES ('13800138000')`)).rejects.toMatchObject({
      code: '23505',
    });
    await expect(query(server.url, `SELECT '13800138000x'::int`)).rejects.toMatchObject({ code: '22003' });
    expect(readFileSync(layoutOf(home).log, 'utf8')).not.toContain('13800138000');
  });

  it('locates a running server for another process, and returns undefined if none runs', async () => {
    useTemplate();
    expect(await EmbeddedPostgres.locate(home)).toBeUndefined();
    const server = await start();
    expect(await EmbeddedPostgres.locate(home)).toBe(server.url);
    await server.stop();
    expect(await EmbeddedPostgres.locate(home)).toBeUndefined();
  });
});

describe('two processes on one home', () => {
  it('refuses the second while the first runs, names it, and leaves the first alone', async () => {
    useTemplate();
    const first = await start();
    await expect(start()).rejects.toThrow(new HomeInUse(home, process.pid));
    const { output } = await startInChild();
    expect(output).toContain(`HomeInUse: Redress is already running on ${home} (process ${process.pid})`);
    expect(await query(first.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('starts exactly one of two that start at the same time on an empty folder', async () => {
    const lines = (await Promise.all([startInChild(), startInChild()])).map(({ output }) => output);
    expect(lines.filter((line) => line.startsWith('postgres://'))).toHaveLength(1);
    expect(lines.filter((line) => line.startsWith('HomeInUse'))).toHaveLength(1);
  });

  it('waits for a process that is just stopping', async () => {
    useTemplate();
    const first = await start();
    const stopping = first.stop();
    const second = await start();
    await stopping;
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('a process that dies', () => {
  it('leaves the server to the next process after kill -9, with every acknowledged row', async () => {
    useTemplate();
    const { child, output: url } = await startInChild();
    await query(url, 'CREATE TABLE kept (id int)');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    let acknowledged = 0;
    const writing = (async () => {
      while (child.signalCode === null) {
        await client.query('INSERT INTO kept VALUES ($1)', [acknowledged]);
        acknowledged++;
      }
    })();
    await eventually(() => expect(acknowledged).toBeGreaterThan(50));
    child.kill('SIGKILL');
    await once(child, 'exit');
    await writing;
    await client.end();
    const before = await runningServer(layoutOf(home));
    const next = await start();
    expect(lines).toContain('took over the PostgreSQL server that was left running');
    expect((await runningServer(layoutOf(home)))?.pid).toBe(before?.pid);
    expect(await query(next.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: acknowledged }]);
  });

  it('starts again after kill -9 of both, with every acknowledged row', async () => {
    useTemplate();
    const { child, output: url } = await startInChild();
    await query(url, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS id');
    process.kill((await runningServer(layoutOf(home)))!.pid, 'SIGKILL');
    child.kill('SIGKILL');
    expect(await query((await start()).url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 1000 }]);
  });

  it('does not stop the server when Ctrl-C is sent to the whole process group', async () => {
    useTemplate();
    const { child, output: url } = await startInChild({ group: true });
    process.kill(-child.pid!, 'SIGINT');
    await once(child, 'exit');
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

it('restarts a killed server on the same port, and keeps the home locked', async () => {
  useTemplate();
  const server = await start();
  await query(server.url, 'CREATE TABLE kept AS SELECT 1 AS id');
  process.kill((await runningServer(layoutOf(home)))!.pid, 'SIGKILL');
  expect(await eventually(() => query(server.url, 'SELECT id FROM kept'), 20_000)).toEqual([{ id: 1 }]);
  await eventually(() => expect(lines).toContain('the embedded PostgreSQL is available again'));
  await expect(start()).rejects.toBeInstanceOf(HomeInUse);
});

it('leaves no server behind if it is stopped while a killed server restarts', async () => {
  useTemplate();
  const server = await start();
  const layout = layoutOf(home);
  const { pid } = (await runningServer(layout))!;
  process.kill(pid, 'SIGKILL');
  while ([undefined, pid].includes((await runningServer(layout))?.pid)) await sleep(1);
  await server.stop();
  await sleep(1_000);
  expect(await runningServer(layout)).toBeUndefined();
});

it('stops in time although a transaction is open, and loses nothing that was committed', async () => {
  useTemplate();
  const server = await start();
  const client = new pg.Client({ connectionString: server.url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('CREATE TABLE kept AS SELECT 1 AS id');
  await client.query('BEGIN');
  await client.query('INSERT INTO kept VALUES (2)');
  const began = performance.now();
  await server.stop();
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(await runningServer(layoutOf(home))).toBeUndefined();
  expect(await query((await start()).url, 'SELECT id FROM kept')).toEqual([{ id: 1 }]);
});

it('reports why it could not start, with the end of the log', async () => {
  useTemplate();
  await expect(start({ settings: { shared_buffers: 'many' } })).rejects.toThrow(
    /could not be started in .*server\.log:[^]*shared_buffers/,
  );
});

it('names both versions if the data was written by another major version', async () => {
  useTemplate();
  await (await start()).stop();
  writeFileSync(join(layoutOf(home).data, 'PG_VERSION'), '15\n');
  await expect(start()).rejects.toThrow(/written by PostgreSQL 15, the programs here are 18/);
  writeFileSync(join(layoutOf(home).data, 'PG_VERSION'), '18\n');
});

(isRoot ? describe : describe.skip)('as root', () => {
  it('runs the server as an unprivileged user, on a home that only root may list', async () => {
    await start();
    const { pid } = (await runningServer(layoutOf(home)))!;
    expect(statSync(`/proc/${pid}`).uid).toBe((await serverAccount())!.uid);
    expect(statSync(home).mode & 0o777).toBe(0o711);
    expect(defaultHome()).toBe('/var/lib/redress');
  });

  it('copies the programs with new links if that user may not access the clone, and uses the copy again', async () => {
    useTemplate();
    const closed = mkdtempSync(join(tmpdir(), 'redress-clone-'));
    try {
      const name = `@embedded-postgres/${process.platform}-${process.arch}`;
      const installed = join(dirname(createRequire(import.meta.url).resolve(name)), '..');
      cpSync(installed, join(closed, 'package'), { recursive: true, verbatimSymlinks: true });
      // As after `npm ci --ignore-scripts`.
      rmSync(join(closed, 'package/native/lib/libicuuc.so.60'));
      const native = join(closed, 'package/native');
      const url = (await start({ native })).url;
      expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      const { version } = JSON.parse(readFileSync(join(closed, 'package/package.json'), 'utf8')) as { version: string };
      expect(existsSync(join(layoutOf(home).root, `programs-${version}`, 'bin', 'postgres'))).toBe(true);
      await started.pop()!.stop();
      expect((await start({ native })).url).toBe(url);
    } finally {
      rmSync(closed, { recursive: true, force: true });
    }
  });

  it('names the folder that the user may not access', async () => {
    chmodSync(home, 0o700);
    mkdirSync(join(home, 'inside'));
    await expect(start({ home: join(home, 'inside') })).rejects.toThrow(`may not access the folder ${home}.`);
  });

  it('works the same way for a normal user', async () => {
    if ((await closedFolder(join(workspace, 'libs/database/dist'))) !== undefined) return;
    const { uid, gid } = (await serverAccount())!;
    execFileSync('chown', [`${uid}:${gid}`, home]);
    const { child, output: url } = await startInChild({ as: { uid, gid } });
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(statSync(layoutOf(home).password).uid).toBe(uid);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await runningServer(layoutOf(home))).toBeUndefined();
  });
});
