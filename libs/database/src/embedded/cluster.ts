import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import type { HomeLayout } from './home.js';
import { adminName } from './home-lock.js';
import { aliveProcess, serverEnvironment } from './server.js';

/** The owner of the data folder; undefined if there is none yet. */
export async function dataOwner(layout: HomeLayout): Promise<{ uid: number; gid: number } | undefined> {
  const found = await stat(layout.data).catch(() => undefined);
  return found && { uid: found.uid, gid: found.gid };
}

/**
 * Creates the database cluster if there is none. It is created beside its final place and moved there by one rename: a
 * kill at any time leaves all of it or nothing, and of two processes that start at once one wins.
 * @throws Error if the data was written by another major version
 */
export async function ensureCluster(
  layout: HomeLayout,
  binaries: Binaries,
  account: Account | undefined,
  durable: boolean,
): Promise<void> {
  const version = await readFile(join(layout.data, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version === undefined) {
    await createCluster(layout, binaries, account, durable);
  } else if (Number.parseInt(version, 10) !== binaries.major) {
    throw new Error(
      `The data in ${layout.data} was written by PostgreSQL ${version.trim()}, the programs here are ` +
        `${binaries.major}: move it with pg_dump of the old version (docs/operations.md).`,
    );
  }
}

async function createCluster(
  layout: HomeLayout,
  binaries: Binaries,
  account: Account | undefined,
  durable: boolean,
): Promise<void> {
  await removeUnfinished(layout);
  const name = `cluster.new-${process.pid}-${randomBytes(3).toString('hex')}`;
  inProgress.add(name);
  const unfinished = join(layout.root, name);
  const data = join(unfinished, 'data');
  const password = randomBytes(24).toString('hex');
  const passwordForInitdb = join(unfinished, 'initdb-password');
  await mkdir(unfinished, { mode: account ? 0o711 : 0o700 });
  await mkdir(data, { mode: 0o700 });
  await writeFile(passwordForInitdb, password, { mode: 0o600 });
  await writeFile(join(unfinished, 'password'), password, { mode: 0o600, flush: true });
  if (account) for (const path of [data, passwordForInitdb]) await chown(path, account.uid, account.gid);
  const flags = [
    '--pgdata',
    data,
    '--username',
    adminName,
    '--pwfile',
    passwordForInitdb,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  await promisify(execFile)(binaries.initdb, flags, {
    cwd: data,
    env: serverEnvironment(),
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  await rm(passwordForInitdb);
  await rename(unfinished, layout.cluster).catch(async (error: NodeJS.ErrnoException) => {
    await rm(unfinished, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST' && error.code !== 'EPERM') throw error;
  });
}

const inProgress = new Set<string>();

/** Removes what a killed first start left behind. In a container its process id may equal ours. */
async function removeUnfinished(layout: HomeLayout): Promise<void> {
  for (const name of await readdir(layout.root)) {
    const pid = Number(/^cluster\.new-(\d+)-/.exec(name)?.[1]);
    if (pid === process.pid ? !inProgress.has(name) : pid > 0 && !aliveProcess(pid))
      await rm(join(layout.root, name), { recursive: true, force: true });
  }
}
