import type { ComplaintReceived, Kind, Origin } from '@redress/contracts';
import { dueAt, type Policy } from '@redress/policy';

export interface Deadlines {
  firstContactBy?: string;
  dueAt?: string;
}

/** Optional clocks of a policy for complaints that an outside body forwarded. */
const forwardedClocks: Partial<Record<Origin, string>> = {
  '12345': 'forwarded-12345',
  'telecom-regulator': 'forwarded-regulator',
  '12398': 'forwarded-regulator',
  '12315': 'forwarded-regulator',
  'consumer-association': 'forwarded-regulator',
};

/**
 * The deadlines for the first contact and for the answer, as UTC instants. They are calculated from the receipt, so
 * that a backlog does not extend them. The date that an outside body has set for a forwarded complaint replaces the
 * clock.
 */
export function deadlinesOf(
  complaint: ComplaintReceived,
  kind: Kind,
  category: string | undefined,
  policy: Policy,
): Deadlines {
  const from = new Date(complaint.receivedAt);
  return {
    firstContactBy: dueAt(policy, 'first-contact', from).toISOString(),
    dueAt:
      complaint.external?.dueAt ??
      dueAt(policy, answerClock(complaint.origin, kind, category, policy), from).toISOString(),
  };
}

function answerClock(origin: Origin, kind: Kind, category: string | undefined, policy: Policy): string {
  const forwarded = forwardedClocks[origin];
  if (forwarded !== undefined && policy.clocks[forwarded]) return forwarded;
  const known = category === undefined ? undefined : policy.categories.find(({ id }) => id === category);
  // A category's own clock applies to the category's kind only: the repair clock to a fault, and not to a complaint
  // about the repair crew.
  const fits = known?.kind === undefined || known.kind === kind;
  return (fits ? known?.clock : undefined) ?? 'answer';
}
