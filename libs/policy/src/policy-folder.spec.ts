import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { loadPolicy } from './load-policy.js';
import { PolicyStore } from './policy-store.js';
import { PolicyCopy } from './spec/policy-files.js';

let copy: PolicyCopy;
beforeEach(async () => void (copy = await PolicyCopy.make()));
afterEach(() => copy.remove());

const at = (name: string) => path.join(copy.folder, name);
const megabyte = 1024 * 1024;

/** Entries named like a policy file that are none, with the error message for each. */
const oddities: [what: string, make: () => unknown, english: string, chinese: string][] = [
  [
    'a dangling link',
    () => symlink('/nowhere/at/all', at('extra.yaml')),
    'extra.yaml:1  is a dangling link',
    '链接指向的文件不存在',
  ],
  ['a folder', () => mkdir(at('extra.yaml')), 'extra.yaml:1  is a folder, not a file', '是文件夹'],
  [
    'a named pipe',
    () => execFileSync('mkfifo', [at('extra.yaml')]),
    'extra.yaml:1  is a pipe or device, not a file',
    '不是普通文件',
  ],
  [
    'an endless device',
    () => symlink('/dev/zero', at('extra.yaml')),
    'extra.yaml:1  is a pipe or device, not a file',
    '不是普通文件',
  ],
  [
    'a file above the size limit',
    () => writeFile(at('extra.yaml'), '#'.repeat(5 * megabyte + 1)),
    'extra.yaml:1  has 5242881 bytes; a file of a policy may have at most 5242880',
    '至多 5242880 字节',
  ],
  [
    'a file in another charset',
    () => writeFile(at('extra.yaml'), Buffer.from([0xd6, 0xd0, 0xce, 0xc4])),
    'extra.yaml:1  is not UTF-8',
    '不是 UTF-8',
  ],
];

describe('a policy folder that contains', () => {
  it.each(oddities)('%s is refused with the name of the file, in both languages', async (_, make, english, chinese) => {
    await make();
    await expect(loadPolicy(copy.folder)).rejects.toThrow(english);
    await expect(loadPolicy(copy.folder)).rejects.toMatchObject({ messageZh: expect.stringContaining(chinese) });
  });

  it.each(oddities)('%s is reported by name once, and later changes are still picked up', async (_, make, english) => {
    const errors: Error[] = [];
    const store = await PolicyStore.open(copy.folder, {
      everyMs: 20,
      load: loadPolicy,
      onError: (error) => errors.push(error),
    });
    try {
      await make();
      await until(() => errors.length > 0);
      await wait(150);
      expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining(english)]);
      await rm(at('extra.yaml'), { recursive: true });
      await copy.change('operator.yaml', "'10000'", "'10001'");
      await until(() => store.current.operator.hotline === '10001');
    } finally {
      store.close();
    }
  });

  it('several large files is refused as soon as all of them together exceed the limit of the folder', async () => {
    for (const name of ['a.yaml', 'b.yaml', 'c.yaml']) await writeFile(at(name), '#'.repeat(4.5 * megabyte));
    await expect(loadPolicy(copy.folder)).rejects.toThrow('more than 12582912 bytes together');
  });
});

it('a policy folder that cannot be listed is refused with the reason', async () => {
  await expect(loadPolicy(at('operator.yaml'))).rejects.toThrow('the folder cannot be read (ENOTDIR)');
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !holds(); tries++) await wait(20);
  expect(holds()).toBe(true);
}
