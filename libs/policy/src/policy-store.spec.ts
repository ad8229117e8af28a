import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { loadPolicy } from './load-policy.js';
import type { Policy } from './policy.js';
import { PolicyStore } from './policy-store.js';
import { PolicyCopy, sourcesWith } from './spec/policy-files.js';

let copy: PolicyCopy;
let store: PolicyStore;
let errors: Error[];
let reloads: Policy[];

beforeEach(async () => {
  copy = await PolicyCopy.make();
  errors = [];
  reloads = [];
  store = await PolicyStore.open(copy.folder, {
    everyMs: 20,
    load: loadPolicy,
    onError: (error) => errors.push(error),
    onReload: (policy) => reloads.push(policy),
  });
});

afterEach(async () => {
  store.close();
  await copy.remove();
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !holds(); tries++) await wait(20);
  expect(holds()).toBe(true);
}

it('applies a changed folder', async () => {
  const before = store.current;
  await copy.change('operator.yaml', "'10000'", "'10001'");
  await until(() => reloads.length === 1);
  expect(store.current.operator.hotline).toBe('10001');
  expect(before.operator.hotline).toBe('10000');
});

it('follows an editor that writes a new file and moves it into place', async () => {
  const sources = await sourcesWith(['operator.yaml', "'10000'", "'10002'"]);
  await writeFile(path.join(copy.folder, '.operator.yaml.swp'), 'half a fi');
  await writeFile(path.join(copy.folder, 'operator.yaml~'), sources.get('operator.yaml') ?? '');
  await rename(path.join(copy.folder, 'operator.yaml~'), path.join(copy.folder, 'operator.yaml'));
  await until(() => store.current.operator.hotline === '10002');
  expect(errors).toEqual([]);
});

it('keeps the previous policy while the folder is invalid, reports that once, and applies a corrected folder', async () => {
  await copy.change('operator.yaml', 'approval: none', 'approval: perhaps');
  await until(() => errors.length === 1);
  await wait(150);
  expect(errors).toHaveLength(1);
  expect(errors[0]?.message).toContain('Allowed: none, before-dispatch');
  expect(store.current.approval).toBe('none');
  await copy.change('operator.yaml', 'approval: perhaps', 'approval: before-dispatch');
  await until(() => store.current.approval === 'before-dispatch');
});

it('ignores a change of comments', async () => {
  const before = store.current;
  await copy.change('operator.yaml', 'id: example-telecom', '# hello\nid: example-telecom');
  await wait(200);
  expect(store.current).toBe(before);
  expect(reloads).toEqual([]);
});

it('does not open an invalid folder', async () => {
  await copy.change('operator.yaml', 'approval: none', 'approval: perhaps');
  await expect(PolicyStore.open(copy.folder)).rejects.toThrow('"perhaps" is not known');
});
