import type { Severity, Tier } from '@redress/contracts';
import type { CompiledPolicy } from './compile-policy.js';
import { anyOf } from './any-of.js';
import type { RankedCategory } from './rank-categories.rules.js';

/** How serious it is, who must know, and what to point out. */
export interface Alarm {
  severity: Severity;
  tier: Tier;
  flags: string[];
  danger: boolean;
}

const severities: readonly Severity[] = ['minor', 'moderate', 'major'];
const tiers: readonly Tier[] = ['blue', 'yellow', 'red'];

/**
 * The press, a regulator or a lawyer announced: yellow and at least moderate. Involved — a case number, a letter, a published item: red.
 * Danger to life is major.
 */
export function judgeAlarm(policy: CompiledPolicy, matched: ReadonlySet<number>, meant: readonly RankedCategory[]): Alarm {
  const flags = new Set<string>();
  let severity: Severity = 'minor';
  let tier: Tier = 'blue';
  const raise = (toSeverity: Severity | undefined, toTier: Tier | undefined) => {
    if (toSeverity) severity = higher(severities, severity, toSeverity);
    if (toTier) tier = higher(tiers, tier, toTier);
  };

  for (const { category } of meant) raise(category.severity, undefined);
  for (const { flag, signals } of policy.flags) {
    if (!anyOf(signals, matched)) continue;
    flags.add(flag.id);
    raise(flag.severity, flag.tier);
  }
  for (const { kind, announced, involved } of policy.bodies) {
    if (anyOf(involved, matched)) {
      flags.add(`${kind}-involved`);
      raise('moderate', 'red');
    } else if (anyOf(announced, matched)) {
      flags.add(`${kind}-announced`);
      raise('moderate', 'yellow');
    }
  }
  const danger = anyOf(policy.danger, matched);
  if (danger) {
    flags.add('danger');
    raise('major', undefined);
  }
  return { severity, tier, flags: [...flags], danger };
}

function higher<T>(order: readonly T[], a: T, b: T): T {
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}
