import type { Category, Policy } from '@redress/policy';
import type { CompiledPolicy } from './compile-policy.js';

export interface RankedCategory {
  category: Category;
  weight: number;
}

/**
 * The categories with a positive weight, best first. If a category that does not yield has at least the weight
 * `enough`, categories that yield (`yields: true` in the policy) come last.
 */
export function rankCategories(
  { categories, contributions }: CompiledPolicy,
  matched: ReadonlySet<number>,
  enough: number,
): RankedCategory[] {
  const weights = new Map<number, number>();
  for (const signal of matched) {
    const adds = contributions.get(signal);
    if (adds) weights.set(adds.category, (weights.get(adds.category) ?? 0) + adds.weight);
  }
  const ranked = categories
    .map((category, index) => ({ category, weight: weights.get(index) ?? 0 }))
    .filter(({ weight }) => weight > 0);
  const subjectIsClear = ranked.some(({ category, weight }) => !category.yields && weight >= enough);
  const comesLast = ({ category }: RankedCategory) => Number(subjectIsClear && category.yields);
  return ranked.sort((a, b) => comesLast(a) - comesLast(b) || b.weight - a.weight);
}

/** The category that stands out according to the policy's thresholds; undefined if a person must decide. */
export function clearWinner(
  ranked: readonly RankedCategory[],
  { enough, lead }: Policy['signals']['thresholds'],
): Category | undefined {
  const [best, ...others] = ranked;
  if (!best || best.weight < enough) return undefined;
  const rival = others.find(({ category }) => best.category.yields || !category.yields);
  return !rival || best.weight >= rival.weight * lead ? best.category : undefined;
}

/** Converts a weight to a score between 0 and 1, rounded to 0.01: weight 4 gives 0.67, weight 6 gives 0.75. */
export function scoreOf(weight: number): number {
  return Math.round((weight / (weight + 2)) * 100) / 100;
}
