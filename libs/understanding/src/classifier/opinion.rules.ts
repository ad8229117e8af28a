import type { Policy } from '@redress/policy';
import type { Ranked } from './classifier.js';

/** What a classifier thinks of a text: the department that is most probable, and how probable it is. */
export interface Opinion {
  /** The most probable category of the department; undefined if a special class is more probable than any department. */
  category: string | undefined;
  department: string | undefined;
  /** Of the department (all its categories together), from 0 to 1. */
  probability: number;
  /** The categories, the most probable first, without the special classes. */
  candidates: Ranked[];
  /** Of all classes, the special ones included. */
  probabilityOf: (label: string) => number;
}

/** Adds the probabilities of the categories of each department. */
export function opinionOf(ranked: readonly Ranked[], { categories }: Policy): Opinion {
  const departments = new Map(categories.map(({ id, department }) => [id, department]));
  const sums = new Map<string, { probability: number; category: string | undefined; department: string | undefined }>();
  for (const { label, probability } of ranked) {
    const department = departments.get(label);
    const key = department ?? `class ${label}`;
    const sum = sums.get(key);
    if (sum) sum.probability += probability;
    else sums.set(key, { probability, category: department === undefined ? undefined : label, department });
  }
  const best = [...sums.values()].reduce((a, b) => (b.probability > a.probability ? b : a));
  return {
    ...best,
    candidates: ranked.filter(({ label }) => departments.has(label)),
    probabilityOf: (label) => ranked.find((one) => one.label === label)?.probability ?? 0,
  };
}
