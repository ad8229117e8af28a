import { constants } from 'node:fs';
import { lstat, open, readdir, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { PolicyError } from './problems.js';

/** Bytes of one file. The examples of a category list (about 7,000 sentences a language) need 1 to 2 MB. */
const maxFileBytes = 5 * 1024 * 1024;
/** Bytes of all files together. */
const maxFolderBytes = 12 * 1024 * 1024;

/** Why a file of the folder cannot be used, in English and Chinese. */
export interface UnusableFile {
  message: string;
  messageZh: string;
}

/** The text of each YAML file of a folder by file name, or why it cannot be used. */
export type PolicySources = ReadonlyMap<string, string | UnusableFile>;

/**
 * Reads the YAML files of a folder. Hidden files and backups of editors are ignored. Links are followed.
 * Never blocks on a pipe or device, and never reads more than the limits above.
 * @throws PolicyError when the folder itself cannot be listed
 */
export async function readFolder(folder: string): Promise<Map<string, string | UnusableFile>> {
  const sources = new Map<string, string | UnusableFile>();
  let total = 0;
  for (const name of await yamlNames(folder)) {
    const content = await readBytes(path.join(folder, name));
    if (content === undefined) continue;
    if (Buffer.isBuffer(content)) {
      total += content.length;
      sources.set(name, total > maxFolderBytes ? folderTooLarge : decode(content));
    } else sources.set(name, content);
  }
  return sources;
}

/**
 * A text that changes whenever a file of the folder does: identity, size and times of each file, without its content.
 * Never rejects: a folder or file that cannot be examined is part of the fingerprint.
 */
export async function fingerprintOf(folder: string): Promise<string> {
  try {
    const names = await yamlNames(folder);
    return (await Promise.all(names.map(async (name) => `${name} ${await stateOf(path.join(folder, name))}`))).join(
      '\n',
    );
  } catch (error) {
    return error instanceof Error ? error.message : 'unreadable';
  }
}

async function yamlNames(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => /^[^.].*\.ya?ml$/.test(name)).sort();
  } catch (error) {
    const code = codeOf(error);
    const message = `the folder cannot be read (${code})`;
    throw new PolicyError([{ file: '.', line: 1, path: '', message, messageZh: `文件夹无法读取（${code}）` }]);
  }
}

async function stateOf(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(' ');
  } catch (error) {
    return codeOf(error);
  }
}

/** undefined: the file was deleted after the folder was listed. */
async function readBytes(file: string): Promise<Buffer | UnusableFile | undefined> {
  let handle: FileHandle | undefined;
  try {
    // Without O_NONBLOCK, opening a pipe that nobody writes to would never return.
    handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const found = await handle.stat();
    if (found.isDirectory()) return { message: 'is a folder, not a file', messageZh: '是文件夹，不是文件' };
    if (!found.isFile()) return { message: 'is a pipe or device, not a file', messageZh: '不是普通文件（管道或设备）' };
    if (found.size > maxFileBytes) return fileTooLarge(found.size);
    return await readUpTo(handle, maxFileBytes);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT')
      return (await exists(file)) ? { message: 'is a dangling link', messageZh: '链接指向的文件不存在' } : undefined;
    return { message: `cannot be read (${code})`, messageZh: `无法读取（${code}）` };
  } finally {
    await handle?.close();
  }
}

/** A file can grow while it is read, so the limit holds for what is read, not only for the size found before. */
async function readUpTo(handle: FileHandle, limit: number): Promise<Buffer | UnusableFile> {
  const parts: Buffer[] = [];
  let length = 0;
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(64 * 1024));
    if (bytesRead === 0) return Buffer.concat(parts, length);
    length += bytesRead;
    if (length > limit) return fileTooLarge(length);
    parts.push(buffer.subarray(0, bytesRead));
  }
}

function decode(bytes: Buffer): string | UnusableFile {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { message: 'is not UTF-8; save it as UTF-8', messageZh: '不是 UTF-8，请另存为 UTF-8' };
  }
}

async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

function fileTooLarge(size: number): UnusableFile {
  return {
    message: `has ${size} bytes; a file of a policy may have at most ${maxFileBytes}`,
    messageZh: `有 ${size} 字节；一个策略文件至多 ${maxFileBytes} 字节`,
  };
}

const folderTooLarge: UnusableFile = {
  message: `is one file too many: the files of the folder have more than ${maxFolderBytes} bytes together`,
  messageZh: `放不下了：文件夹里的策略文件合计超过 ${maxFolderBytes} 字节`,
};

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | undefined)?.code ?? 'unknown');
}
