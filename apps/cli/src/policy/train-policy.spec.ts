import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandFailed } from '../output.js';
import { trainPolicy } from './train-policy.js';

const shipped = fileURLToPath(new URL('../../../../deploy/policies/power', import.meta.url));
let folder: string;
let lines: string[];

beforeEach(async () => {
  lines = [];
  folder = await mkdtemp(path.join(tmpdir(), 'redress-policy-'));
  const isModel = (file: string): boolean => path.basename(file).startsWith('.model-');
  await cp(shipped, folder, { recursive: true, filter: (source) => !isModel(source) });
  // Fewer examples, so that learning takes no time.
  for (const language of ['zh-CN', 'en']) await rm(path.join(folder, `examples.${language}.yaml`));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function train(cases?: string): Promise<string> {
  const file = path.join(folder, 'cases.csv');
  if (cases !== undefined) await writeFile(file, cases);
  const output = { line: (text: string) => void lines.push(text), note: () => undefined };
  await trainPolicy(folder, cases === undefined ? undefined : file, output);
  return lines.join('\n');
}

async function failure(cases?: string): Promise<string> {
  const error: unknown = await train(cases).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CommandFailed);
  return (error as CommandFailed).message;
}

/** Cases with words that no example contains. */
function casesOf(ofBlue: string, ofGreen: string): string {
  const colours = Array.from({ length: 30 }, (_, at) => `蓝蓝蓝色第${at}号,${ofBlue}\n绿绿绿色第${at}号,${ofGreen}\n`);
  return `text,category\n${colours.join('')}`;
}

describe('policy train', () => {
  it('prints how good the model is, and keeps it in the folder', async () => {
    const printed = await train();
    expect(printed).toMatch(/^\d+ examples of 23 classes, from \d+ to \d+ each\.$/m);
    expect(printed).toMatch(/^right category among three +\d+\.\d % of \d+$/m);
    expect(printed).toMatch(/^left to a person, of what a person must decide +\d+\.\d % of \d+$/m);
    expect((await readdir(folder)).filter((name) => name.startsWith('.model-'))).toHaveLength(1);
  });

  it('compares what the policy makes of labelled cases with what it would have learned from them', async () => {
    const printed = await train(casesOf('voltage', 'payment'));
    expect(printed).toContain('60 cases of ');
    expect(printed).toMatch(/After learning them \(held back in turn\): 100\.0 % of 60 in the right category\./);
  });

  it.each([
    ['an unknown category', 'text,category\n停电,repair\n停电,repairs\n', /cases\.csv:3 {2}"repairs" is not a class/],
    ['no text', 'text,category\n,repair\n', /cases\.csv:2 {2}has no text/],
    ['other columns', 'words;label\n停电;repair\n', /The columns are text and category/],
    ['an open quote', 'text,category\n"停电,repair\n', /cases\.csv: Quote Not Closed/],
    ['no lines', 'text,category\n', /contains no cases/],
  ])('names the line of %s', async (_, cases, message) => {
    expect(await failure(cases)).toMatch(message);
  });

  it('says which file is missing in a folder without examples', async () => {
    await rm(path.join(folder, 'examples.zh-TW.yaml'));
    expect(await failure()).toContain('add examples.<language>.yaml');
  });
});
