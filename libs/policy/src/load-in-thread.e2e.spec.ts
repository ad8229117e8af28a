import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { loadInThread } from './load-in-thread.js';
import { loadPolicy } from './load-policy.js';
import { PolicyStore } from './policy-store.js';
import { PolicyError } from './problems.js';
import { PolicyCopy } from './spec/policy-files.js';

// The thread runs what was built, so this spec belongs to a phase that builds first.
let copy: PolicyCopy;
beforeEach(async () => void (copy = await PolicyCopy.make()));
afterEach(() => copy.remove());

/** Adds examples to a category until the file has about four megabytes. */
async function enlarge(): Promise<void> {
  const file = path.join(copy.folder, 'categories.yaml');
  const source = await readFile(file, 'utf8');
  const sentences = Array.from(
    { length: 40_000 },
    (_, at) => `      - 家里宽带从昨晚开始一直断，打客服说要等三天，一共断了${at}次`,
  );
  await writeFile(file, source.replace(/examples: \[.*\]/, `examples:\n${sentences.join('\n')}`));
}

/** The longest time in milliseconds for which this thread could not run anything else during `work`. */
async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  await work();
  await wait(20);
  clearInterval(timer);
  return longest;
}

it('returns the same policy as loading it in this thread', async () => {
  const here = await loadPolicy(copy.folder);
  expect(JSON.stringify(await loadInThread(copy.folder))).toBe(JSON.stringify(here));
});

it('reports the problems of an invalid policy', async () => {
  await copy.change('operator.yaml', 'approval: none', 'approval: perhaps');
  const here: unknown = await loadPolicy(copy.folder).catch((error: unknown) => error);
  const there: unknown = await loadInThread(copy.folder).catch((error: unknown) => error);
  expect(there).toBeInstanceOf(PolicyError);
  expect((there as PolicyError).message).toBe((here as PolicyError).message);
  expect((there as PolicyError).messageZh).toBe((here as PolicyError).messageZh);
});

it('blocks requests for a small part of the time that a policy of four megabytes takes', async () => {
  let reloaded: () => void;
  const reload = new Promise<void>((resolve) => (reloaded = resolve));
  const store = await PolicyStore.open(copy.folder, { everyMs: 20, onReload: () => reloaded() });
  try {
    const inThread = await longestBlock(async () => {
      await enlarge();
      await reload;
    });
    expect(store.current.categories.some(({ examples }) => examples.length >= 40_000)).toBe(true);
    const here = await longestBlock(() => loadPolicy(copy.folder));
    expect(inThread).toBeLessThan(here / 2);
  } finally {
    store.close();
  }
});
