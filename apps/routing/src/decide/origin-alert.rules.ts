import type { Origin, Severity, Tier } from '@redress/contracts';
import { higherSeverity, higherTier } from '@redress/understanding';

interface Alert {
  severity: Severity;
  tier: Tier;
  reasons: string[];
}

/**
 * The tier that an origin requires, whatever the text says: red for the press and regulators; yellow for the city
 * hotline (12345) and consumer associations, which act on behalf of the customer.
 */
const tierOfOrigin: Partial<Record<Origin, Tier>> = {
  'telecom-regulator': 'red',
  '12398': 'red',
  '12315': 'red',
  press: 'red',
  '12345': 'yellow',
  'consumer-association': 'yellow',
};

/**
 * Severity and tier of a complaint: never lower than `understood`, raised to at least moderate and the origin's tier.
 */
export function alertOf(origin: Origin, understood: { severity: Severity; tier: Tier }): Alert {
  const tier = tierOfOrigin[origin];
  if (tier === undefined) return { severity: understood.severity, tier: understood.tier, reasons: [] };
  return {
    severity: higherSeverity(understood.severity, 'moderate'),
    tier: higherTier(understood.tier, tier),
    reasons: [`origin.${origin}`],
  };
}
