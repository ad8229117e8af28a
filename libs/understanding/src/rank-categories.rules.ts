import type { Category, Policy } from '@redress/policy';
import type { CompiledPolicy } from './compile-policy.js';

export interface RankedCategory {
  category: Category;
  weight: number;
}

/** Categories with any evidence, best first; those that yield come after a category of the matter itself that has enough. */
export function rankCategories({ categories, contributions }: CompiledPolicy, matched: ReadonlySet<number>, enough: number): RankedCategory[] {
  const weights = new Map<number, number>();
  for (const signal of matched) {
    const adds = contributions.get(signal);
    if (adds) weights.set(adds.category, (weights.get(adds.category) ?? 0) + adds.weight);
  }
  const ranked = categories.map((category, index) => ({ category, weight: weights.get(index) ?? 0 })).filter(({ weight }) => weight > 0);
  const matterIsClear = ranked.some(({ category, weight }) => !category.yields && weight >= enough);
  const standsBack = ({ category }: RankedCategory) => Number(matterIsClear && category.yields);
  return ranked.sort((a, b) => standsBack(a) - standsBack(b) || b.weight - a.weight);
}

/** The category that stands out, by the policy's thresholds; undefined where a person must decide. */
export function clearWinner(ranked: readonly RankedCategory[], { enough, lead }: Policy['signals']['thresholds']): Category | undefined {
  const [best, ...others] = ranked;
  if (!best || best.weight < enough) return undefined;
  const rival = others.find(({ category }) => best.category.yields || !category.yields);
  return !rival || best.weight >= rival.weight * lead ? best.category : undefined;
}

/** Evidence as a score between 0 and 1: two thirds at 4, three quarters at 6. */
export function scoreOf(weight: number): number {
  return Math.round((weight / (weight + 2)) * 100) / 100;
}
