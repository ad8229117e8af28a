import { StartError } from '@redress/runtime';
import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** The secrets from which numbers, codes and links are computed, as the variables that a service reads. */
const secretsFile = z.object({ INSTALLATION_SECRET: z.string().min(32), LINK_SECRETS: z.string().min(34) });
export type Secrets = z.infer<typeof secretsFile>;

/**
 * The secrets of the installation in `home`. They are created there on the first start (mode 0600) and never replaced,
 * because another installation secret would invalidate all existing numbers and links.
 * @throws StartError if the file exists and cannot be used, or the folder cannot be written
 */
export async function installationSecrets(home: string): Promise<Secrets> {
  const path = join(home, 'secrets.json');
  try {
    return (await existing(path)) ?? (await create(home, path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
      throw new StartError(`This user may not use the folder ${home}. Choose another with REDRESS_HOME.`, {
        cause: error,
      });
    throw error;
  }
}

async function existing(path: string): Promise<Secrets | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const parsed = secretsFile.safeParse(jsonOf(text));
  if (!parsed.success)
    throw new StartError(
      `${path} is damaged. Restore it from a backup: other secrets would invalidate all existing numbers and links.`,
    );
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes the complete file or nothing, and never replaces an existing file: `link` fails if the name exists. */
async function create(home: string, path: string): Promise<Secrets> {
  await mkdir(home, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const secrets = {
    INSTALLATION_SECRET: randomBytes(32).toString('base64url'),
    LINK_SECRETS: `k1:${randomBytes(32).toString('base64url')}`,
  };
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
  try {
    await chmod(unfinished, 0o600);
    await link(unfinished, path);
    return secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return (await existing(path))!;
  } finally {
    await rm(unfinished, { force: true });
  }
}
