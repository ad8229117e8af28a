import type { ComplaintReceived, Kind, Origin } from '@redress/contracts';
import { dueAt, type Policy } from '@redress/policy';

export interface Deadlines {
  firstContactBy?: string;
  dueAt?: string;
}

/** Clocks a policy may have for what outside bodies forward. */
const forwardedClocks: Partial<Record<Origin, string>> = {
  '12345': 'forwarded-12345',
  'telecom-regulator': 'forwarded-regulator',
  '12398': 'forwarded-regulator',
  '12315': 'forwarded-regulator',
  'consumer-association': 'forwarded-regulator',
};

/**
 * By when a person speaks to the customer and by when they are answered, in UTC, counted from the receipt and not from this moment: a
 * backlog is not the customer's fault. For a forwarded complaint the date on the paper wins over any default.
 */
export function deadlinesOf(complaint: ComplaintReceived, kind: Kind, category: string | undefined, policy: Policy): Deadlines {
  const from = new Date(complaint.receivedAt);
  return {
    firstContactBy: dueAt(policy, 'first-contact', from).toISOString(),
    dueAt: complaint.external?.dueAt ?? dueAt(policy, answerClock(complaint.origin, kind, category, policy), from).toISOString(),
  };
}

function answerClock(origin: Origin, kind: Kind, category: string | undefined, policy: Policy): string {
  const forwarded = forwardedClocks[origin];
  if (forwarded !== undefined && policy.clocks[forwarded]) return forwarded;
  const known = category === undefined ? undefined : policy.categories.find(({ id }) => id === category);
  // A category's own clock belongs to its own kind: the repair clock starts with a fault, not with a complaint about the repair crew.
  const fits = known?.kind === undefined || known.kind === kind;
  return (fits ? known?.clock : undefined) ?? 'answer';
}
