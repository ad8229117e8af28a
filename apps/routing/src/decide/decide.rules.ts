import type { Category, Policy } from '@redress/policy';
import { understand, type Understanding } from '@redress/understanding';
import type { Channel, ComplaintReceived, Decision, Kind } from '@redress/contracts';
import { deadlinesOf } from './deadlines.rules.js';
import { alertOf } from './origin-alert.rules.js';

/** What becomes of a complaint now. */
export type Outcome = 'assigned' | 'approval-needed' | 'triage-needed' | 'set-aside';

export interface Ruling {
  outcome: Outcome;
  decision: Decision;
}

/** The department that gets reports of wrongdoing: never the unit that is accused. */
const inspection = 'inspection';
/** Answered, but no promise of a date is made as for complaints. */
const unclocked: readonly Kind[] = ['enquiry', 'suggestion', 'praise'];

/**
 * Who must answer a complaint, by the policy alone. The same complaint and the same policy always give the same ruling.
 *
 * - a report of wrongdoing goes to inspection, confidential, and past no leader who would have to approve it;
 * - what is provably from a robot or an advertiser is set aside, but never what a person took down or a body forwarded;
 * - what the rules are not sure of goes to a coordinator with the candidates;
 * - everything else goes to its category's department, after approval where the policy asks for it; a fault or a danger waits for nobody's approval:
 *   the repair crew's clock is counted in minutes.
 */
export function decide(complaint: ComplaintReceived, policy: Policy): Ruling {
  const understood = understand(wordsOf(complaint), policy);
  const kind = kindOf(complaint, understood);
  if (kind === 'report') return report(complaint, understood, policy);
  if (understood.verdict === 'not-a-complaint' && !understood.danger && nobodyVouches(complaint))
    return { outcome: 'set-aside', decision: decisionOf(complaint, understood, kind, policy) };
  const category = understood.verdict === 'sure' ? categoryWith(policy, understood.category) : undefined;
  if (!category)
    return {
      outcome: 'triage-needed',
      decision: { ...decisionOf(complaint, understood, kind, policy), ...deadlinesOf(complaint, kind, undefined, policy) },
    };
  return {
    outcome: policy.approval === 'before-dispatch' && !isUrgent(kind, understood) ? 'approval-needed' : 'assigned',
    decision: {
      ...decisionOf(complaint, understood, kind, policy),
      ...(unclocked.includes(kind) ? {} : deadlinesOf(complaint, kind, category.id, policy)),
      category: category.id,
      department: category.department,
    },
  };
}

function report(complaint: ComplaintReceived, understood: Understanding, policy: Policy): Ruling {
  const found = categoryWith(policy, understood.category);
  const category = found?.department === inspection ? found : policy.categories.find(({ department }) => department === inspection);
  const decision = decisionOf(complaint, understood, 'report', policy);
  return {
    outcome: 'assigned',
    decision: {
      ...decision,
      ...deadlinesOf(complaint, 'report', category?.id, policy),
      flags: added(decision.flags, 'report'),
      // A policy without a category for reports still has the department.
      category: category?.id ?? 'report',
      department: inspection,
      confidential: true,
    },
  };
}

function decisionOf(complaint: ComplaintReceived, understood: Understanding, kind: Kind, policy: Policy): Decision {
  const { name, phone, email, chat, replyBy } = complaint.customer;
  const alert = alertOf(complaint.origin, understood);
  return {
    number: complaint.number,
    channel: complaint.channel,
    receivedAt: complaint.receivedAt,
    language: complaint.language,
    customer: { name, phone, email, chat, replyBy },
    kind,
    severity: alert.severity,
    tier: alert.tier,
    flags: (understood.danger ? added(understood.flags, 'danger') : understood.flags).slice(0, 20),
    candidates: understood.candidates.slice(0, 10).map(({ category, score }) => ({ category, score })),
    // A hint of wrongdoing is treated as what it may be until a person has looked.
    confidential: understood.flags.includes('report-suspected'),
    madeBy: 'rules',
    policyHash: policy.hash,
    reasons: [...understood.reasons, ...alert.reasons, ...(kind === understood.kind ? [] : [`kind.said-by-sender.${kind}`])].slice(0, 20),
  };
}

/** A line that is down is repaired first and approved afterwards. */
function isUrgent(kind: Kind, understood: Understanding): boolean {
  return kind === 'fault' || understood.danger;
}

/** All that the customer said: the answer to a question often names what the first sentence left out. */
function wordsOf({ text, expectation, answers = [] }: ComplaintReceived): string {
  return [text, ...answers.map(({ answer }) => answer), expectation].filter(Boolean).join('\n');
}

/** Whoever took it knows best what it is; but words that report wrongdoing are a report under any other name. */
function kindOf(complaint: ComplaintReceived, understood: Understanding): Kind {
  return understood.kind === 'report' ? 'report' : (complaint.kind ?? understood.kind);
}

/** No member of staff and no outside body has had it in hand: only then may the machine call it no complaint. */
function nobodyVouches({ channel, origin, external, takenBy }: ComplaintReceived): boolean {
  return !(['hotline', 'clerk', 'other'] as Channel[]).includes(channel) && origin === 'customer' && !external && !takenBy;
}

function categoryWith(policy: Policy, id: string | undefined): Category | undefined {
  return policy.categories.find((category) => category.id === id);
}

function added(flags: readonly string[], flag: string): string[] {
  return flags.includes(flag) ? [...flags] : [flag, ...flags].slice(0, 20);
}
