import { severities, tiers, type Severity, type Tier } from '@redress/contracts';

/** The higher of two severities: minor < moderate < major. */
export function higherSeverity(left: Severity, right: Severity): Severity {
  return higher(severities, left, right);
}

/** The higher of two tiers: blue < yellow < red. */
export function higherTier(left: Tier, right: Tier): Tier {
  return higher(tiers, left, right);
}

/** `order` lists the values from the lowest to the highest. */
function higher<T>(order: readonly T[], left: T, right: T): T {
  return order.indexOf(left) >= order.indexOf(right) ? left : right;
}
