import { execFile, spawn } from 'node:child_process';
import { copyFile, open, readFile, rm, stat, truncate } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import type { HomeLayout } from './home.js';

/** A running server, as its postmaster.pid describes it. */
export interface Postmaster {
  pid: number;
  port: number;
}

/** A server process that this process started. */
export interface Launched {
  readonly pid: number | undefined;
  ended: boolean;
}

const settings: Record<string, string> = {
  max_connections: '100',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  huge_pages: 'off',
  dynamic_shared_memory_type: process.platform === 'win32' ? 'windows' : 'mmap',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Errors, their details and statements can quote values, which are personal data. LOG and FATAL lines do not.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
};
const maxLogBytes = 5 * 1024 * 1024;

/** The environment of the PostgreSQL programs. Ours is not passed on: PGPORT, PGDATA and others would affect them. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'].flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  );
  return { ...(Object.fromEntries(kept) as NodeJS.ProcessEnv), LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Starts the server in its own session, so that neither Ctrl-C (sent to our process group) nor our death stops it.
 * Returns at once; `ended` becomes true when the process ends.
 */
export async function launchServer(
  layout: HomeLayout,
  binaries: Binaries,
  account: Account | undefined,
  port: number,
  extra: Record<string, string>,
): Promise<Launched> {
  await boundLog(layout);
  const log = await open(layout.log, 'a', 0o600);
  const pairs = Object.entries({ ...settings, ...extra }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(
    binaries.postgres,
    ['-D', layout.data, '-h', '127.0.0.1', '-k', '', '-p', String(port), ...pairs],
    {
      cwd: layout.data,
      env: serverEnvironment(),
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log.fd, log.fd],
      ...(account && { uid: account.uid, gid: account.gid }),
    },
  );
  const launched: Launched = { pid: child.pid, ended: false };
  const end = (): void => void (launched.ended = true);
  child.once('error', end).once('exit', end).unref();
  await log.close();
  return launched;
}

/**
 * Stops a server that may not have written its postmaster.pid yet, and may not react to signals yet: fast shutdown,
 * after five seconds immediate shutdown.
 */
export async function endLaunched(launched: Launched): Promise<void> {
  for (const began = performance.now(); !launched.ended && performance.now() - began < 10_000; await sleep(20)) {
    try {
      if (launched.pid !== undefined)
        process.kill(launched.pid, performance.now() - began < 5_000 ? 'SIGINT' : 'SIGQUIT');
    } catch {
      return;
    }
  }
}

/** Bounds the log: when it exceeds 5 MB, it is moved to server.log.1 and starts empty. */
export async function boundLog(layout: HomeLayout): Promise<void> {
  const size = (await stat(layout.log).catch(() => undefined))?.size ?? 0;
  if (size < maxLogBytes) return;
  await copyFile(layout.log, `${layout.log}.1`);
  await truncate(layout.log);
}

/** The last five lines of the server's log, for an error message. */
export async function endOfLog(layout: HomeLayout): Promise<string> {
  const text = await readFile(layout.log, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-5).join('\n');
}

/**
 * The server that postmaster.pid names, if that process is alive and is a PostgreSQL on this folder. After a reboot or
 * in a container another process may have the same process id: then undefined.
 */
export async function runningServer(layout: HomeLayout): Promise<Postmaster | undefined> {
  const named = await namedServer(layout);
  // A process that cannot be inspected is assumed to be the server; the password will show whether it is.
  return named && (await worksOn(named.pid, layout.data)) !== false ? named : undefined;
}

/**
 * Removes the postmaster.pid of a dead server whose process id another process has now: PostgreSQL would refuse to
 * start if that process belongs to the same user.
 */
export async function removeStalePidFile(layout: HomeLayout): Promise<void> {
  const named = await namedServer(layout);
  if (named && (await worksOn(named.pid, layout.data)) === false)
    await rm(join(layout.data, 'postmaster.pid'), { force: true });
}

async function namedServer(layout: HomeLayout): Promise<Postmaster | undefined> {
  const lines = (await readFile(join(layout.data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && aliveProcess(pid) ? { pid, port } : undefined;
}

/** Whether the process is a PostgreSQL on this folder; undefined if that cannot be determined. */
async function worksOn(pid: number, data: string): Promise<boolean | undefined> {
  try {
    if (process.platform === 'linux') {
      // The server's working directory is its data folder. Compared by inode, because of symbolic links.
      const [its, ours] = await Promise.all([stat(`/proc/${pid}/cwd`), stat(data)]);
      return its.dev === ours.dev && its.ino === ours.ino;
    }
    if (process.platform === 'win32') return undefined;
    return (await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)])).stdout.includes('postgres');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? false : undefined;
  }
}

/** Whether a process with this id exists; also true for a zombie. */
export function aliveProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Stops the server: fast shutdown (SIGINT: open transactions are rolled back), and after `fastMs` milliseconds
 * immediate shutdown (SIGQUIT: the next start replays the WAL; nothing that was committed is lost).
 * @throws Error if it still runs after another five seconds
 */
export async function stopServer(layout: HomeLayout, binaries: Binaries, pid: number, fastMs: number): Promise<void> {
  if (process.platform === 'win32') {
    await promisify(execFile)(binaries.pgCtl, [
      'stop',
      '-D',
      layout.data,
      '-m',
      'fast',
      '-t',
      String(Math.ceil(fastMs / 1_000)),
    ]);
    return;
  }
  for (const [signal, patienceMs] of [
    ['SIGINT', fastMs],
    ['SIGQUIT', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    // The server removes its postmaster.pid last; the process itself may remain as a zombie.
    for (const end = performance.now() + patienceMs; performance.now() < end; await sleep(20)) {
      if ((await runningServer(layout))?.pid !== pid) return;
    }
  }
  throw new Error(`PostgreSQL (process ${pid}) did not stop`);
}

/** A port of 127.0.0.1 that is free now: `wanted` if possible, otherwise any. */
export async function freePort(wanted?: number): Promise<number> {
  const tryPort = (port: number): Promise<number | undefined> =>
    new Promise((resolve) => {
      const probe = createServer();
      probe.once('error', () => resolve(undefined));
      probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
        const address = probe.address();
        const got = typeof address === 'object' && address ? address.port : undefined;
        probe.close(() => resolve(got));
      });
    });
  const port = (wanted === undefined ? undefined : await tryPort(wanted)) ?? (await tryPort(0));
  if (port === undefined) throw new Error('no port of 127.0.0.1 is free');
  return port;
}
