import { chmod, mkdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Account } from './account.js';

/**
 * The folder of the installation's data if REDRESS_HOME is not set: `/var/lib/redress` for root (the database runs as
 * an unprivileged user, which cannot access a clone under /root), otherwise `.redress` in the working directory.
 */
export function defaultHome(): string {
  return process.getuid?.() === 0 ? '/var/lib/redress' : resolve('.redress');
}

/** The paths below a home. */
export interface HomeLayout {
  home: string;
  /** The folder of the embedded PostgreSQL. */
  root: string;
  /** The data folder and the superuser's password; created by one rename. */
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
 * Creates the folders; the account that runs the server may traverse them, not list them.
 * @throws Error that names the folder above `home` which that account may not traverse
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
      `PostgreSQL must not run as root and runs as "${account.name}", which may not access the folder ${closed}. ` +
        'Set REDRESS_HOME to another folder, for example /var/lib/redress.',
    );
  }
}

/** The first folder on the path to `path` that other users may not traverse; undefined if there is none. */
export async function closedFolder(path: string): Promise<string | undefined> {
  const folders: string[] = [];
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  for (const folder of folders) if (((await stat(folder)).mode & 0o001) === 0) return folder;
  return undefined;
}
