import type { Policy, TuningCase } from '@redress/policy';
import { encodeModel, evaluate, modelFile, trainModel, type Evaluation, type Model } from '@redress/understanding';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CommandFailed, type Output } from '../output.js';
import { table } from '../table.rules.js';
import { openPolicy } from './open-policy.js';
import { readCases } from './read-cases.js';

const folds = 5;
const mostConfused = 10;

/**
 * Learns the examples of a policy folder, prints how good the result is, and keeps it in the folder, so that routing
 * need not learn at its start. With a file of labelled cases, also prints what the policy in force makes of them, and
 * what it would if it had learned them (each fifth judged by what the others teach).
 * @throws CommandFailed if the folder has no examples, or the cases would make the policy worse
 */
export async function trainPolicy(folder: string, casesFile: string | undefined, output: Output): Promise<void> {
  const policy = await openPolicy(folder);
  // First, so that a mistake in the file is said before the examples are learned.
  const cases = casesFile === undefined ? undefined : readCases(await textOf(casesFile), casesFile, policy);
  const model = trained(policy, folder);
  const counts = Object.values(policy.examples).map(({ length }) => length);
  const sum = counts.reduce((a, b) => a + b, 0);
  output.line(
    `${sum} examples of ${counts.length} classes, from ${Math.min(...counts)} to ${Math.max(...counts)} each.`,
  );
  describe(`${policy.tuning.length} tuning cases`, evaluate(policy, model, policy.tuning), model, output);
  const kept = path.join(folder, modelFile(policy));
  await writeFile(kept, encodeModel(model)).catch(() =>
    output.note(`${kept} cannot be written: routing learns at its start.`),
  );
  if (casesFile === undefined || cases === undefined) return;

  const now = evaluate(policy, model, cases);
  describe(`${cases.length} cases of ${casesFile}, without learning them`, now, model, output);
  const then = heldBack(policy, cases);
  output.line(`After learning them (held back in turn): ${share(then.best, then.ofCategories)} in the right category.`);
  if (then.best < now.best)
    throw new CommandFailed('The cases make the policy worse. Look for wrong categories in the file.');
}

function trained(policy: Policy, folder: string): Model {
  const model = trainModel(policy);
  if (!model) throw new CommandFailed(`${folder} has no examples: add examples.<language>.yaml.`);
  return model;
}

/** How many cases are in the right category when each fifth of them is judged by a model that learned the others. */
function heldBack(policy: Policy, cases: readonly TuningCase[]): { best: number; ofCategories: number } {
  const sums = { best: 0, ofCategories: 0 };
  for (let fold = 0; fold < folds; fold++) {
    const examples: Record<string, string[]> = {};
    for (const [label, texts] of Object.entries(policy.examples)) examples[label] = [...texts];
    cases.forEach((one, index) => {
      if (index % folds !== fold) (examples[one.class] ??= []).push(one.text);
    });
    const judged = cases.filter((_, index) => index % folds === fold);
    const { best, ofCategories } = evaluate(policy, trainModel({ ...policy, examples })!, judged);
    sums.best += best;
    sums.ofCategories += ofCategories;
  }
  return sums;
}

function describe(what: string, measured: Evaluation, { threshold }: Model, output: Output): void {
  const { assigned, assignedRight, ofCategories, ofCategoriesAssigned, rightCategory, confusion } = measured;
  output.line('');
  output.line(`${what}:`);
  const rows = [
    ['in the right category, if each had to be assigned', share(measured.best, ofCategories)],
    ['right category among three', share(measured.amongThree, ofCategories)],
    [`assigned (probability of a department ≥ ${threshold.toFixed(2)})`, share(ofCategoriesAssigned, ofCategories)],
    ['of these, the right category', share(rightCategory, ofCategoriesAssigned)],
    ['of all assigned, the right department', share(assignedRight, assigned)],
    ['left to a person, of what a person must decide', share(measured.specialKept, measured.special)],
  ];
  for (const line of table(['measure', 'share'], rows)) output.line(line);
  if (confusion.length === 0) return;
  const wrong = confusion.slice(0, mostConfused).map((one) => [one.wanted, one.chosen, String(one.count)]);
  for (const line of table(['wanted', 'assigned as', 'cases'], wrong)) output.line(line);
}

function share(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} % of ${whole}`;
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new CommandFailed(`${file} cannot be read.`);
  });
}
