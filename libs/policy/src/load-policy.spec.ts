import { describe, expect, it } from '@jest/globals';
import { languages } from '@redress/contracts';
import { loadPolicy, parsePolicy } from './load-policy.js';
import { addedPhrases, retiredPhraseKeys } from './phrase-history.js';
import { phraseKeys, type PhraseKey } from './phrase-keys.js';
import { placeholdersOf } from './phrase.js';
import { PolicyError, type Problem } from './problems.js';
import { readFolder } from './read-folder.js';
import { shipped, sourcesWith } from './spec/policy-files.js';

async function problemsOf(...changes: Parameters<typeof sourcesWith>): Promise<readonly Problem[]> {
  const sources = await sourcesWith(...changes);
  try {
    parsePolicy(sources);
  } catch (error) {
    if (error instanceof PolicyError) return error.problems;
    throw error;
  }
  return [];
}

describe.each(['telecom', 'power'] as const)('the %s policy', (name) => {
  it('loads, with every text in every language', async () => {
    const policy = await loadPolicy(shipped(name));
    for (const language of languages)
      expect(Object.keys(policy.phrases[language]).sort()).toEqual(Object.keys(phraseKeys).sort());
    expect(policy.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has every text in its own files, without the help of defaults', async () => {
    const sources = await readFolder(shipped(name));
    for (const language of languages) {
      const source = String(sources.get(`phrases.${language}.yaml`));
      expect(Object.keys(phraseKeys).filter((key) => !source.includes(`\n${key}: `))).toEqual([]);
    }
  });

  it('has examples for every category and questions for all but reports', async () => {
    const { categories } = await loadPolicy(shipped(name));
    for (const { examples } of categories) expect(examples.length).toBeGreaterThan(0);
    expect(categories.filter(({ questions }) => questions.length === 0).map(({ kind }) => kind)).toEqual(['report']);
  });

  it('uses no exclamation marks, no 你 and no 尽快 towards customers', async () => {
    const { phrases } = await loadPolicy(shipped(name));
    const texts = Object.values(phrases).flatMap((book) => Object.values(book));
    expect(texts.filter((text) => /[!！]|你|尽快|儘快|as soon as possible/i.test(text))).toEqual([]);
  });
});

it('has the departments and categories of the public contract', async () => {
  const idsOf = async (name: 'telecom' | 'power') => {
    const { departments, categories } = await loadPolicy(shipped(name));
    return departments.map(
      ({ id }) =>
        `${id}: ${categories.flatMap((category) => (category.department === id ? [category.id] : [])).join(' ')}`,
    );
  };
  expect(await idsOf('telecom')).toEqual([
    'network: no-signal slow-data dropped-calls roaming interconnection',
    'field-service: broadband-fault installation moving',
    'billing: bill top-up refund contract-penalty',
    'marketing: tariff-dispute misleading-sale broken-offer plan-change number-portability',
    'value-added: unordered-service third-party-content',
    'service-quality: attitude waiting-time non-answer',
    'security: spam-calls real-name blocked-line',
    'inspection: wrongdoing',
    'coordinator: ',
  ]);
  expect(await idsOf('power')).toEqual([
    'customer-service: attitude conduct hours facilities website',
    'marketing: new-connection change-of-use meter-reading tariff metering payment',
    'operations: outage-notice outage-plan repair voltage frequency trips',
    'construction: construction-damage construction-land construction-noise',
    'inspection: wrongdoing',
    'coordinator: ',
  ]);
});

describe('an invalid policy', () => {
  it('is described with file, line, path, what is wrong and what is allowed, in English and Chinese', async () => {
    const sources = await sourcesWith(['categories.yaml', 'department: billing', 'department: biling']);
    const line = (sources.get('categories.yaml') ?? '').split('\n').findIndex((text) => text.includes('biling')) + 1;
    const refused = expect(() => parsePolicy(sources));
    refused.toThrow(
      `categories.yaml:${line}  categories[8].department "biling" is not known. Allowed: network, field-service, billing`,
    );
    expect(await problemsOf(['categories.yaml', 'department: billing', 'department: biling'])).toMatchObject([
      {
        file: 'categories.yaml',
        line,
        path: 'categories[8].department',
        messageZh: '“biling”不存在',
        allowed: expect.arrayContaining(['billing']),
      },
    ]);
  });

  it('is refused if an example has two classes or an unknown one, with both places', async () => {
    const again = 'bill:\n  - 打网页转圈\nslow-data:\n  - 打网页转圈\nbil:\n  - 话费\n';
    const sources = (await sourcesWith()).set('examples.en.yaml', again);
    expect(() => parsePolicy(sources)).toThrow(
      'examples.en.yaml:4  slow-data[0] is the same sentence as one under "bill" in examples.en.yaml.',
    );
    expect(() => parsePolicy(sources)).toThrow(
      /examples\.en\.yaml:5 {2}bil "bil" is neither a category nor a special class\. Allowed: .*not-a-complaint/,
    );
  });

  it('may have no examples and no tuning cases', async () => {
    const sources = await sourcesWith();
    for (const name of [...sources.keys()]) if (/^(examples|tuning)\b/.test(name)) sources.delete(name);
    expect(parsePolicy(sources)).toMatchObject({ examples: {}, tuning: [] });
  });

  it('is refused with all its problems', async () => {
    const problems = await problemsOf(
      ['operator.yaml', "accent: '#0b5cad'", "accent: '#8ab4f8'"],
      ['clocks.yaml', 'within: 1 working day', 'within: 1 business day'],
      ['departments.yaml', 'id: billing', 'id: network'],
      ['phrases.en.yaml', /^form\.send: .*\n/m, ''],
    );
    expect(problems.map(({ file, path }) => `${file} ${path}`)).toEqual(
      expect.arrayContaining([
        'operator.yaml accent',
        'clocks.yaml clocks.first-contact.within',
        'departments.yaml departments[2].id',
        'categories.yaml categories[8].department',
        'phrases.en.yaml form.send',
      ]),
    );
  });

  it.each([
    ['an unknown key', ['operator.yaml', 'hotline:', 'hotlin:'], 'hotlin is not known here'],
    ['a missing value', ['operator.yaml', /^hotline: .*\n/m, ''], 'hotline is missing'],
    [
      'a number where text belongs',
      ['operator.yaml', "hotline: '10000'", 'hotline: 10000'],
      'must be text; put it in quotes',
    ],
    [
      'an unknown choice',
      ['operator.yaml', 'approval: none', 'approval: maybe'],
      '"maybe" is not known. Allowed: none, before-dispatch',
    ],
    ['an unknown time zone', ['operator.yaml', 'Asia/Shanghai', 'Asia/Shangai'], 'must be an IANA time zone'],
    ['a pale accent', ['operator.yaml', '#0b5cad', '#4a90d9'], 'too pale on white'],
    [
      'an unknown clock',
      ['categories.yaml', 'clock: line-repair', 'clock: line-repairs'],
      '"line-repairs" is not known. Allowed: acknowledgement',
    ],
    ['a missing required clock', ['clocks.yaml', '  answer:', '  answers:'], 'lacks "answer"'],
    [
      'a clock without its source',
      ['clocks.yaml', /source: 来件写明日期的以来件为准/, "source: ''"],
      'source must not be blank',
    ],
    ['a doubled category', ['categories.yaml', '- id: top-up', '- id: bill'], '"bill" is there twice'],
    ['a doubled key', ['operator.yaml', 'approval: none', 'approval: none\napproval: none'], 'not well written YAML'],
    ['broken YAML', ['operator.yaml', 'languages: [', 'languages: [['], 'not well written YAML'],
    ['an empty signal', ['signals.yaml', 'zh: [投诉,', 'zh: [投诉…,'], 'must be words, joined by …'],
    [
      'a report outside inspection',
      ['categories.yaml', 'department: inspection', 'department: billing'],
      'belong to the department inspection',
    ],
    [
      'four questions',
      ['categories.yaml', '  - id: wish', '  - { id: why, text: { zh-CN: 为, zh-TW: 為, en: Why } }\n  - id: wish'],
      'at most 3',
    ],
    ['a lost placeholder', ['phrases.zh-CN.yaml', '编号 {number}', '编号'], 'ack.subject must contain {number}'],
    [
      'an unknown placeholder',
      ['phrases.zh-TW.yaml', 'form.send: 送出', "form.send: '送出 {number}'"],
      'which is never filled in',
    ],
    [
      'a phrase nobody says',
      ['phrases.en.yaml', 'form.send:', 'form.sned:'],
      'form.sned is a text the product does not use',
    ],
    ['a correction on no date', ['calendar.yaml', '2027-01-01', '2027-02-30'], 'must be a date'],
    [
      'business hours that end before they begin',
      ['calendar.yaml', "to: '18:00'", "to: '08:00'"],
      'must be later than from',
    ],
  ] as const)('with %s is refused', async (_what, change, said) => {
    const sources = await sourcesWith(change);
    expect(() => parsePolicy(sources)).toThrow(said);
  });

  it('is refused when a file is missing or does not belong there', async () => {
    const sources = await sourcesWith();
    sources.delete('clocks.yaml');
    sources.set('clock.yaml', 'clocks: {}');
    expect(() => parsePolicy(sources)).toThrow(
      /clock\.yaml:1 {2}is not a file of a policy[^]*clocks\.yaml:1 {2}is missing from the folder/,
    );
  });

  it('is refused with PolicyError when the folder does not exist', async () => {
    await expect(loadPolicy('/nowhere/at/all')).rejects.toThrow(PolicyError);
  });
});

describe('a policy written for the first release', () => {
  const added = Object.keys(addedPhrases);
  const ofFirstRelease = () =>
    sourcesWith(
      ...languages.flatMap((language) => {
        const file = `phrases.${language}.yaml`;
        const removed = added.map(
          (key) => [file, new RegExp(`^${key.replaceAll('.', '\\.')}: .*\n`, 'm'), ''] as const,
        );
        const retired = [...retiredPhraseKeys].map((key) => `${key}: 'text'\n`).join('');
        return [...removed, [file, /^form\.question:/m, `${retired}form.question:`] as const];
      }),
    );

  it('still loads: new texts have defaults, retired ones are ignored', async () => {
    const { phrases } = parsePolicy(await ofFirstRelease());
    for (const language of languages)
      for (const [key, texts] of Object.entries(addedPhrases)) expect(phrases[language][key]).toBe(texts[language]);
  });
});

it('has a valid default for each added phrase and no key that is both used and retired', () => {
  for (const [key, texts] of Object.entries(addedPhrases)) {
    const placeholders: readonly string[] = phraseKeys[key as PhraseKey];
    for (const language of languages) expect(placeholdersOf(texts[language]).sort()).toEqual([...placeholders].sort());
  }
  expect([...retiredPhraseKeys].filter((key) => key in phraseKeys)).toEqual([]);
});

it('computes the same hash for another layout, and another hash for another content', async () => {
  const hashOf = async (...changes: Parameters<typeof sourcesWith>) => parsePolicy(await sourcesWith(...changes)).hash;
  const hash = await hashOf();
  expect(await hashOf(['operator.yaml', 'id: example-telecom', '# a comment\n\nid:   example-telecom'])).toBe(hash);
  expect(await hashOf(['operator.yaml', 'id: example-telecom', 'id: other-telecom'])).not.toBe(hash);
});
