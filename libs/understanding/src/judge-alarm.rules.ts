import type { Severity, Tier } from '@redress/contracts';
import type { CompiledPolicy } from './compile-policy.js';
import { anyOf } from './any-of.js';
import { higherSeverity, higherTier } from './higher.rules.js';
import type { RankedCategory } from './rank-categories.rules.js';

/** How serious a complaint is, how widely it must be reported, and what staff must notice. */
interface Alarm {
  severity: Severity;
  tier: Tier;
  flags: string[];
  danger: boolean;
}

/**
 * The highest severity and tier that the matched signals and the categories in `meant` require. An outside body (press,
 * regulator, lawyer) that is announced: tier yellow, at least moderate. One that is involved (a case number, a letter,
 * a published item): red, at least moderate. Danger to life: major.
 */
export function judgeAlarm(
  policy: CompiledPolicy,
  matched: ReadonlySet<number>,
  meant: readonly RankedCategory[],
): Alarm {
  const flags = new Set<string>();
  let severity: Severity = 'minor';
  let tier: Tier = 'blue';
  const raise = (toSeverity: Severity | undefined, toTier: Tier | undefined) => {
    if (toSeverity) severity = higherSeverity(severity, toSeverity);
    if (toTier) tier = higherTier(tier, toTier);
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
