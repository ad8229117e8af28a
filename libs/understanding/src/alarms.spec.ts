import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Tier } from '@redress/contracts';
import { loadPolicy, type Policy } from '@redress/policy';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { understand } from './understand.rules.js';

interface AlarmCase {
  policy: 'telecom' | 'power';
  tier: Tier;
  danger: boolean;
  text: string;
}

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const { cases } = parse(readFileSync(pathOf('./spec/alarms.yaml'), 'utf8')) as { cases: AlarmCase[] };
const policies = new Map<string, Policy>();

beforeAll(async () => {
  for (const name of ['telecom', 'power'])
    policies.set(name, await loadPolicy(pathOf(`../../../deploy/policies/${name}`)));
});

describe('an alarm', () => {
  const judged = () => cases.map((one) => ({ ...one, judged: understand(one.text, policies.get(one.policy)!) }));

  it('is raised where the press, a regulator, a lawyer or a group is announced or involved, and hardly anywhere else', () => {
    const raised = judged().filter((one) => one.judged.tier !== 'blue');
    const needed = judged().filter((one) => one.tier !== 'blue');
    expect(raised.filter((one) => one.tier !== 'blue').length / raised.length).toBeGreaterThanOrEqual(0.9);
    const caught = needed.filter((one) => one.judged.tier !== 'blue');
    expect(caught.length / needed.length).toBeGreaterThanOrEqual(0.9);
  });

  it('is red only where such a body is involved already', () => {
    const red = judged().filter((one) => one.judged.tier === 'red');
    expect(red.filter((one) => one.tier !== 'red').map(({ text }) => text)).toEqual([]);
  });

  it('shows the emergency number where somebody is in danger, and nowhere else', () => {
    const wrong = judged().filter((one) => one.judged.danger !== one.danger);
    expect(wrong.map(({ text }) => text)).toEqual([]);
  });
});
