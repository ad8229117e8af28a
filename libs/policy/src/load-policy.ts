import { languages } from '@redress/contracts';
import type { z } from 'zod';
import { checkPolicy } from './check-policy.rules.js';
import { explainIssue } from './explain-issue.js';
import { hashOf } from './hash.js';
import { withAddedPhrases } from './phrase-history.js';
import type { PolicyFiles } from './policy-files.js';
import type { Policy } from './policy.js';
import { PolicyError, showPath, type Finding, type Problem } from './problems.js';
import { readFolder, type PolicySources } from './read-folder.js';
import {
  calendarFile,
  categoriesFile,
  clocksFile,
  departmentsFile,
  examplesFile,
  operatorFile,
  phrasesFile,
  signalsFile,
  tuningFile,
} from './schema.js';
import { readYaml, type YamlFile } from './yaml-file.js';

const schemas: Readonly<Record<string, z.ZodType>> = {
  'operator.yaml': operatorFile,
  'departments.yaml': departmentsFile,
  'categories.yaml': categoriesFile,
  'signals.yaml': signalsFile,
  'clocks.yaml': clocksFile,
  'calendar.yaml': calendarFile,
  ...Object.fromEntries(languages.map((language) => [`phrases.${language}.yaml`, phrasesFile])),
};

/** A folder without them is complete: then only the signals decide. */
const optionalSchemas: typeof schemas = {
  ...Object.fromEntries(languages.map((language) => [`examples.${language}.yaml`, examplesFile])),
  'tuning.yaml': tuningFile,
};
const allSchemas: typeof schemas = { ...schemas, ...optionalSchemas };

/**
 * Loads and checks a policy folder.
 * @throws PolicyError with every problem, each with file and line; a folder that does not exist is such a problem too
 */
export async function loadPolicy(folder: string): Promise<Policy> {
  return parsePolicy(await readFolder(folder));
}

/**
 * Builds a policy from the texts of its files by file name.
 * @throws PolicyError with every problem
 */
export function parsePolicy(sources: PolicySources): Policy {
  const problems: Problem[] = [];
  const read = new Map<string, YamlFile>();
  const shaped = new Map<string, unknown>();

  for (const [name, source] of sources) {
    if (typeof source !== 'string') {
      problems.push(problemAt({ file: name, path: [], ...source }, 1));
      continue;
    }
    const file = readYaml(name, source);
    read.set(name, file);
    problems.push(...file.findings.map(({ line, ...finding }) => problemAt(finding, line)));
    const schema = allSchemas[name];
    if (!schema) problems.push(problemAt(notOurs(name), 1));
    else if (file.findings.length === 0) {
      const result = schema.safeParse(file.data);
      if (result.success) shaped.set(name, result.data);
      else for (const issue of result.error.issues) problems.push(...explainIssue(name, file.data, issue).map(locate));
    }
  }
  for (const name of Object.keys(schemas)) if (!sources.has(name)) problems.push(problemAt(notThere(name), 1));

  const files = filesOf(shaped);
  problems.push(...checkPolicy(files).map(locate));
  if (problems.length > 0) throw new PolicyError(problems);
  return assemble(files as Complete);

  function locate(finding: Finding): Problem {
    return problemAt(finding, read.get(finding.file)?.lineOf(finding.path) ?? 1);
  }
}

function filesOf(shaped: ReadonlyMap<string, unknown>): PolicyFiles {
  const inEachLanguage = (kind: string) =>
    Object.fromEntries(languages.map((language) => [language, shaped.get(`${kind}.${language}.yaml`)]));
  const names = ['operator', 'departments', 'categories', 'signals', 'clocks', 'calendar', 'tuning'];
  return {
    ...Object.fromEntries(names.map((name) => [name, shaped.get(`${name}.yaml`)])),
    phrases: inEachLanguage('phrases'),
    examples: inEachLanguage('examples'),
  } as PolicyFiles;
}

type Complete = Required<Omit<PolicyFiles, 'tuning'>> & Pick<PolicyFiles, 'tuning'>;

function assemble({
  operator,
  departments,
  categories,
  signals,
  clocks,
  calendar,
  phrases,
  examples,
  tuning,
}: Complete): Policy {
  const { timeZone, languages: offered, approval, answers, ...rest } = operator;
  const content = {
    operator: rest,
    timeZone,
    languages: offered,
    approval,
    answers,
    departments: departments.departments,
    categories: categories.categories,
    questions: categories.questions,
    signals,
    clocks: clocks.clocks,
    calendar,
    phrases: phrases as Policy['phrases'],
    examples: together(examples),
    tuning: tuning?.cases ?? [],
  };
  return { hash: hashOf(content), ...content, phrases: withAddedPhrases(content.phrases) };
}

function together(examples: PolicyFiles['examples']): Policy['examples'] {
  const all: Record<string, string[]> = {};
  for (const language of languages)
    for (const [label, sentences] of Object.entries(examples[language] ?? {})) (all[label] ??= []).push(...sentences);
  return all;
}

function problemAt({ file, path: at, message, messageZh, allowed }: Finding, line: number): Problem {
  return { file, line, path: showPath(at), message, messageZh, ...(allowed ? { allowed: [...allowed] } : {}) };
}

function notOurs(file: string): Finding {
  return {
    file,
    path: [],
    message: 'is not a file of a policy',
    messageZh: '不是策略文件',
    allowed: Object.keys(allSchemas),
  };
}

function notThere(file: string): Finding {
  return { file, path: [], message: 'is missing from the folder', messageZh: '文件夹里缺少这个文件' };
}
