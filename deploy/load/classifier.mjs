import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { loadPolicy } from '@redress/policy';
import { decodeModel, evaluate, modelFile } from '@redress/understanding';
import { cleanUp, root } from './processes.mjs';

const policies = join(root, 'deploy/policies/telecom');

/** Why the data set cannot be read; undefined if it can. */
export const missingDataSet = process.env.BANKING77
  ? undefined
  : 'Set BANKING77 to a folder with train.csv and test.csv of the data set banking77 (columns text, category).';

/**
 * A data set that nobody of the project wrote: banking77, 77 intents of bank customers, in its official split (Casanueva
 * et al. 2020; PolyAI task-specific-datasets, CC BY 4.0). It becomes a policy whose categories are the intents,
 * `redress policy train` learns it, and the messages of test.csv are judged as routing would judge them.
 */
export async function classifier() {
  if (missingDataSet) throw new Error(missingDataSet);
  const train = await casesOf('train.csv');
  const test = await casesOf('test.csv');
  const folder = await mkdtemp(join(tmpdir(), 'redress-banking77-'));
  const removeFolder = cleanUp(() => rm(folder, { recursive: true, force: true }));
  await writePolicy(folder, train);

  const startedAt = performance.now();
  await promisify(execFile)(process.execPath, [join(root, 'apps/cli/dist/main.js'), 'policy', 'train', folder]);
  const trainSeconds = (performance.now() - startedAt) / 1_000;

  const policy = await loadPolicy(folder);
  const model = decodeModel(await readFile(join(folder, modelFile(policy))));
  const { best, amongThree, ofCategories } = evaluate(policy, model, test);
  const readAt = performance.now();
  for (const { text } of test) model.classifier.read(text);
  const msPerText = (performance.now() - readAt) / test.length;
  await removeFolder();
  return {
    rows: [
      {
        what: 'banking77, official split',
        classes: policy.categories.length,
        learned: Object.values(policy.examples).flat().length,
        judged: ofCategories,
        accuracy: Number((best / ofCategories).toFixed(4)),
        'among three': Number((amongThree / ofCategories).toFixed(4)),
        'training s': Number(trainSeconds.toFixed(1)),
        'ms per text': Number(msPerText.toFixed(3)),
      },
    ],
    figures: { 'accuracy (goal ≥ 0.90)': (best / ofCategories).toFixed(3) },
  };
}

async function casesOf(file) {
  const records = parse(await readFile(join(process.env.BANKING77, file)), { columns: true, bom: true });
  return records.map(({ text, category }) => ({ text: text.trim(), class: idOf(category), or: [] }));
}

/** Labels contain upper case, `_` and one `?`; the ids of a policy do not. */
const idOf = (label) => label.toLowerCase().replaceAll('_', '-').replaceAll('?', '');

/** The telecom policy with other categories and examples, and no tuning cases. JSON is YAML. */
async function writePolicy(folder, cases) {
  await cp(policies, folder, {
    recursive: true,
    filter: (file) => !/^(\.model-|tuning|examples)/.test(basename(file)),
  });
  const examples = {};
  // A policy refuses a sentence that it contains twice.
  const sentences = new Map(cases.map((one) => [one.text, one.class]));
  for (const [text, label] of sentences) (examples[label] ??= []).push(text);
  const categories = Object.keys(examples).map((id) => ({
    id,
    department: 'network',
    name: { 'zh-CN': id, 'zh-TW': id, en: id },
    signals: { zh: {}, en: {} },
  }));
  await writeFile(join(folder, 'categories.yaml'), JSON.stringify({ questions: [], categories }, null, 1));
  await writeFile(join(folder, 'examples.en.yaml'), JSON.stringify(examples, null, 1));
}
