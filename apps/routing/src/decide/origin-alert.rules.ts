import { severities, tiers, type Origin, type Severity, type Tier } from '@redress/contracts';

interface Alert {
  severity: Severity;
  tier: Tier;
  reasons: string[];
}

/**
 * Domain §5: red where the press or a regulator is involved, whatever the words say; a city line (12345) and a consumer association
 * ask on the customer's behalf, as a second contact does: yellow. It only ever raises.
 */
const tierOfOrigin: Partial<Record<Origin, Tier>> = {
  'telecom-regulator': 'red',
  '12398': 'red',
  '12315': 'red',
  press: 'red',
  '12345': 'yellow',
  'consumer-association': 'yellow',
};

export function alertOf(origin: Origin, understood: { severity: Severity; tier: Tier }): Alert {
  const tier = tierOfOrigin[origin];
  if (tier === undefined) return { severity: understood.severity, tier: understood.tier, reasons: [] };
  return { severity: higher(severities, understood.severity, 'moderate'), tier: higher(tiers, understood.tier, tier), reasons: [`origin.${origin}`] };
}

/** The lists are ordered from the lowest to the highest. */
function higher<T>(order: readonly T[], left: T, right: T): T {
  return order.indexOf(left) >= order.indexOf(right) ? left : right;
}
