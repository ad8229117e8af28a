import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicy, type Policy } from '@redress/policy';
import fc from 'fast-check';
import { fileURLToPath } from 'node:url';
import { powerSentences, scenarios, telecomSentences, type Labelled } from './spec/labelled-sentences.js';
import { understand } from './understand.rules.js';

const folder = (name: string) => fileURLToPath(new URL(`../../../deploy/policies/${name}`, import.meta.url));

describe.each([
  ['telecom', [...telecomSentences, ...scenarios]],
  [
    'power',
    [
      ...powerSentences,
      ['电压太低，领导签字也没用，第二次反映还是没解决', 'voltage', { tier: 'yellow', flag: 'again' }] as Labelled,
    ],
  ],
])('under the %s policy', (name, sentences) => {
  let policy: Policy;
  beforeAll(async () => void (policy = await loadPolicy(folder(name))));

  it.each(sentences.map(([text, category, also]) => [text, category ?? 'a person', category, also] as const))(
    '%s → %s',
    (text, _, category, also) => {
      const { flag, notFlag, ...expected } = also ?? {};
      const understood = understand(text, policy);
      expect({ ...understood, category: understood.category }).toMatchObject({
        verdict: category ? 'sure' : 'not-sure',
        category,
        ...expected,
      });
      if (flag) expect(understood.flags).toContain(flag);
      if (notFlag) expect(understood.flags).not.toContain(notFlag);
    },
  );

  it('assigns every example of the policy to its own category', () => {
    const wrong = policy.categories.flatMap(({ id, examples }) =>
      examples.filter((text) => understand(text, policy).category !== id),
    );
    expect(wrong).toEqual([]);
  });

  it('returns no words of the text', () => {
    const text = '我叫王小明，电话13912345678，宽带断了，停电';
    expect(JSON.stringify(understand(text, policy))).not.toMatch(/王小明|13912345678/);
  });

  it('returns a result for any text, with a category only if the verdict is sure', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { verdict, category, candidates, questions, reasons } = understand(text, policy);
        expect(category !== undefined).toBe(verdict === 'sure');
        expect(candidates.every(({ score }) => score > 0 && score < 1)).toBe(true);
        expect(questions.length).toBeLessThanOrEqual(3);
        expect(reasons.length).toBeLessThanOrEqual(20);
      }),
    );
  });

  it('returns no questions and no other candidates for a report', () => {
    const { questions, candidates } = understand('你们员工索要红包，家里停电宽带断了也不修', policy);
    expect(questions).toEqual([]);
    expect(candidates.map(({ category }) => category)).toEqual(['wrongdoing']);
  });
});

it('returns the questions of the most likely category, or general ones if there is no candidate', async () => {
  const policy = await loadPolicy(folder('telecom'));
  expect(understand('网络卡', policy).questions.map(({ id }) => id)).toEqual(['place', 'since', 'device']);
  expect(understand('你们太差了', policy).questions).toEqual(policy.questions);
});
