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

/**
 * The goal is a precision of 0.9 and a recall of 0.8. These are the levels that were reached, so that a change for the
 * worse is seen.
 */
const reached = {
  telecom: { tier: { precision: 0.8, recall: 0.61 }, danger: { precision: 0.5, recall: 0.47 } },
  power: { tier: { precision: 0.81, recall: 0.47 }, danger: { precision: 0.72, recall: 0.43 } },
} as const;

describe.each(['telecom', 'power'] as const)('alarms in texts of other hands: %s', (name) => {
  const { cases: unseen } = parse(readFileSync(pathOf(`./spec/alarm-cases.${name}.yaml`), 'utf8')) as {
    cases: Omit<AlarmCase, 'policy'>[];
  };
  const judged = () => unseen.map((one) => ({ ...one, judged: understand(one.text, policies.get(name)!) }));

  it('are raised no worse than before', () => {
    const raised = judged().filter((one) => one.judged.tier !== 'blue');
    const right = raised.filter((one) => one.judged.tier === one.tier).length;
    expect(right / raised.length).toBeGreaterThanOrEqual(reached[name].tier.precision);
    const needed = unseen.filter(({ tier }) => tier !== 'blue').length;
    expect(right / needed).toBeGreaterThanOrEqual(reached[name].tier.recall);
  });

  it('see danger no worse than before', () => {
    const seen = judged().filter((one) => one.judged.danger);
    const right = seen.filter((one) => one.danger).length;
    expect(right / seen.length).toBeGreaterThanOrEqual(reached[name].danger.precision);
    expect(right / unseen.filter(({ danger }) => danger).length).toBeGreaterThanOrEqual(reached[name].danger.recall);
  });
});
