import { chmod, mkdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Account } from './account.js';

/**
 * The folder an installation keeps everything in unless REDRESS_HOME names another: `/var/lib/redress` for root (the
 * database runs as an unprivileged user, to whom a clone under /root is closed), else `.redress` in the working directory.
 */
export function defaultHome(): string {
  return process.getuid?.() === 0 ? '/var/lib/redress' : resolve('.redress');
}

/** Where things lie below a home. */
export interface HomeLayout {
  home: string;
  /** All of ours. */
  root: string;
  /** The cluster appears here by one rename: the data folder and the password that opens it. */
  cluster: string;
  data: string;
  password: string;
  port: string;
  log: string;
}

export function layoutOf(home: string): HomeLayout {
  const root = join(resolve(home), 'postgres');
  const cluster = join(root, 'cluster');
  return {
    home: resolve(home),
    root,
    cluster,
    data: join(cluster, 'data'),
    password: join(cluster, 'password'),
    port: join(root, 'port'),
    log: join(root, 'server.log'),
  };
}

/**
 * Makes the folders, passable (not readable) for the account the server runs as.
 * @throws Error naming the folder above `home` that is closed to that account
 */
export async function prepareHome(layout: HomeLayout, account: Account | undefined): Promise<void> {
  await mkdir(layout.root, { recursive: true, mode: account ? 0o711 : 0o700 });
  if (!account) return;
  for (const folder of [layout.home, layout.root]) {
    const { mode } = await stat(folder);
    if ((mode & 0o001) === 0) await chmod(folder, (mode & 0o777) | 0o011);
  }
  const closed = await closedFolder(layout.root);
  if (closed !== undefined) {
    throw new Error(
      `PostgreSQL must not run as root and runs as "${account.name}", to whom the folder ${closed} is closed. Choose another folder with REDRESS_HOME, for example /var/lib/redress.`,
    );
  }
}

/** The first folder on the way to `path` that others may not pass; undefined when the way is open. */
export async function closedFolder(path: string): Promise<string | undefined> {
  const way: string[] = [];
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    way.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  for (const folder of way) if (((await stat(folder)).mode & 0o001) === 0) return folder;
  return undefined;
}
