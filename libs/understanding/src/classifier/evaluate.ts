import { specialClasses, type Policy, type TuningCase } from '@redress/policy';
import { isRight, type Model } from './model.js';
import { opinionOf, type Opinion } from './opinion.rules.js';

/** What a model does with cases whose right answers are known. Counts of cases. */
export interface Evaluation {
  /** All cases, and those whose class is a category. */
  cases: number;
  ofCategories: number;
  /** Assigned to a department, and to the right one (or one that can be defended). */
  assigned: number;
  assignedRight: number;
  /** Cases of categories that are assigned, and that are in the right category. */
  ofCategoriesAssigned: number;
  rightCategory: number;
  /** Cases of categories whose category is the best candidate, or among the best three, assigned or not. */
  best: number;
  amongThree: number;
  /** Cases that a person must decide or that are no complaints, and how many of them are not assigned. */
  special: number;
  specialKept: number;
  /** Wrong assignments: the right class, the category that was chosen, and how often. The most frequent first. */
  confusion: { wanted: string; chosen: string; count: number }[];
}

/** Compares what a model would do with what an experienced clerk did. */
export function evaluate(policy: Policy, model: Model, cases: readonly TuningCase[]): Evaluation {
  const judged = cases.map((one) => judge(policy, model, one));
  const ofCategories = judged.filter(({ isSpecial }) => !isSpecial);
  const assigned = judged.filter(({ isAssigned }) => isAssigned);
  const special = judged.filter(({ isSpecial }) => isSpecial);
  const count = (list: readonly Judged[], holds: (one: Judged) => boolean): number => list.filter(holds).length;
  return {
    cases: judged.length,
    ofCategories: ofCategories.length,
    assigned: assigned.length,
    assignedRight: count(assigned, (one) => one.isRight),
    ofCategoriesAssigned: count(ofCategories, (one) => one.isAssigned),
    rightCategory: count(ofCategories, (one) => one.isAssigned && one.rank === 0),
    best: count(ofCategories, (one) => one.rank === 0),
    amongThree: count(ofCategories, (one) => one.rank >= 0 && one.rank < 3),
    special: special.length,
    specialKept: count(special, (one) => !one.isAssigned),
    confusion: confusionOf(assigned.filter((one) => !one.isRight)),
  };
}

interface Judged {
  one: TuningCase;
  opinion: Opinion;
  isSpecial: boolean;
  isAssigned: boolean;
  isRight: boolean;
  /** The place of the first defensible category among the candidates, from 0; -1 if there is none. */
  rank: number;
}

function judge(policy: Policy, { classifier, threshold }: Model, one: TuningCase): Judged {
  const opinion = opinionOf(classifier.read(one.text).ranked, policy);
  return {
    one,
    opinion,
    isSpecial: (specialClasses as readonly string[]).includes(one.class),
    isAssigned: opinion.department !== undefined && opinion.probability >= threshold,
    isRight: isRight(policy, one, opinion.department),
    rank: opinion.candidates.findIndex(({ label }) => label === one.class || one.or.includes(label)),
  };
}

function confusionOf(wrong: readonly Judged[]): Evaluation['confusion'] {
  const counts = new Map<string, { wanted: string; chosen: string; count: number }>();
  for (const { one, opinion } of wrong) {
    const chosen = opinion.category ?? '';
    const key = `${one.class} ${chosen}`;
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { wanted: one.class, chosen, count: 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}
