import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFolder } from '../read-folder.js';

/** For specs: the folder of a policy that ships with the product. */
export function shipped(name: 'telecom' | 'power'): string {
  return fileURLToPath(new URL(`../../../../deploy/policies/${name}`, import.meta.url));
}

/** For specs: the shipped telecom files with some texts replaced; throws if a text to replace is missing. */
export async function sourcesWith(
  ...changes: (readonly [file: string, from: string | RegExp, to: string])[]
): Promise<Map<string, string>> {
  const sources = new Map<string, string>();
  for (const [file, source] of await readFolder(shipped('telecom')))
    if (typeof source === 'string') sources.set(file, source);
  for (const [file, from, to] of changes) sources.set(file, replaced(sources.get(file) ?? '', from, to));
  return sources;
}

/** For specs: a copy of the telecom policy in a folder of its own. */
export class PolicyCopy {
  private constructor(readonly folder: string) {}

  static async make(): Promise<PolicyCopy> {
    const folder = await mkdtemp(path.join(tmpdir(), 'redress-policy-'));
    await cp(shipped('telecom'), folder, { recursive: true });
    return new PolicyCopy(folder);
  }

  async change(file: string, from: string, to: string): Promise<void> {
    const at = path.join(this.folder, file);
    await writeFile(at, replaced(await readFile(at, 'utf8'), from, to));
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

function replaced(source: string, from: string | RegExp, to: string): string {
  const result = source.replace(from, to);
  if (result === source) throw new Error(`There is no ${String(from)} to replace.`);
  return result;
}
