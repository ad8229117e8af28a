import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { loadPolicy, type Policy } from '@redress/policy';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { RoutingConfig } from '../config.js';
import { ModelStore } from './model-store.js';

// The thread runs what was built, so this spec belongs to a phase that builds first.
const shipped = fileURLToPath(new URL('../../../../deploy/policies/power', import.meta.url));
let folder: string;
let policy: Policy;
let lines: string[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'redress-policy-'));
  await cp(shipped, folder, { recursive: true, filter: (source) => !path.basename(source).startsWith('.model-') });
  policy = await loadPolicy(folder);
  lines = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function openStore(policyDir = folder): ModelStore {
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  return new ModelStore(Object.assign(new RoutingConfig(), { POLICY_DIR: policyDir }), log);
}
const kept = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name.startsWith('.model-'));

it('learns the examples once and keeps the model beside the policy', async () => {
  const model = await openStore().modelOf(policy);
  expect(model!.classifier.read('整个村子都没电，报修没人来').ranked[0]?.label).toBe('repair');
  expect(await kept()).toHaveLength(1);
  expect(lines.join()).toContain('have been learned');
  lines.length = 0;
  expect((await openStore().modelOf(policy))!.threshold).toBe(model!.threshold);
  expect(lines).toEqual([]);
});

it('learns again when the kept file is damaged, and when an example changes', async () => {
  await openStore().modelOf(policy);
  const [name] = await kept();
  await writeFile(path.join(folder, name!), 'damaged');
  expect(await openStore().modelOf(policy)).toBeDefined();
  await openStore().modelOf({ ...policy, examples: { ...policy.examples, trips: ['又跳闸了', '一天停三回'] } });
  expect(await kept()).toHaveLength(2);
  expect(lines).toHaveLength(3);
});

it('works in a folder that cannot be written', async () => {
  const model = await openStore(path.join(folder, 'missing')).modelOf(policy);
  expect(model).toBeDefined();
  expect(lines.join()).toContain('each start learns it again');
});

it('has no model for a policy without examples', async () => {
  expect(await openStore().modelOf({ ...policy, examples: {} })).toBeUndefined();
});
