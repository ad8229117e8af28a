import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The unprivileged user that runs the server if this process is root: PostgreSQL refuses to run as root. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

const candidates = ['redress', 'postgres', 'nobody'];

/**
 * Undefined if this process is not root: the server then runs as the same user. Otherwise the owner of the data, or, if
 * there is no data yet, the first of the users redress, postgres and nobody that exists.
 * @throws Error if this process is root and none of them exists
 */
export async function serverAccount(ownerOfData?: { uid: number; gid: number }): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  if (ownerOfData && ownerOfData.uid !== 0) return { name: `user ${ownerOfData.uid}`, ...ownerOfData };
  for (const name of candidates) {
    try {
      return { name, uid: await idOf('-u', name), gid: await idOf('-g', name) };
    } catch {
      continue;
    }
  }
  throw new Error('PostgreSQL must not run as root, and none of the users redress, postgres and nobody exists here.');
}

async function idOf(flag: '-u' | '-g', name: string): Promise<number> {
  const { stdout } = await promisify(execFile)('id', [flag, name]);
  const id = Number(stdout.trim());
  if (!Number.isInteger(id) || id === 0) throw new Error(`${name} is not an unprivileged user`);
  return id;
}
