import type { Category, Policy } from '@redress/policy';
import { understand, type Model, type Understanding } from '@redress/understanding';
import type { Channel, ComplaintReceived, Decision, Kind } from '@redress/contracts';
import { deadlinesOf } from './deadlines.rules.js';
import { alertOf } from './origin-alert.rules.js';

/** What happens to a complaint next. */
export type Outcome = 'assigned' | 'approval-needed' | 'triage-needed' | 'set-aside';

export interface Ruling {
  outcome: Outcome;
  decision: Decision;
}

/** The department that receives reports of wrongdoing, so that the accused department does not. */
const inspection = 'inspection';
/** These kinds are answered without a promised date. */
const unclocked: readonly Kind[] = ['enquiry', 'suggestion', 'praise'];

/**
 * Decides by the policy which department must answer a complaint. The same complaint and policy always give the same
 * ruling.
 *
 * - A report of wrongdoing goes to inspection, is confidential and needs no approval.
 * - A text that is certainly from a bot or an advertiser is set aside, unless a member of staff recorded it or an
 *   outside body forwarded it.
 * - If no category stands out, the complaint goes to a coordinator, with the candidates.
 * - Any other complaint goes to its category's department, after approval if the policy requires it. A fault or a
 *   danger does not wait for approval (decision 0012).
 */
export function decide(complaint: ComplaintReceived, policy: Policy, model?: Model): Ruling {
  const understood = understand(wordsOf(complaint), policy, model);
  const kind = kindOf(complaint, understood);
  if (kind === 'report') return report(complaint, understood, policy);
  if (understood.verdict === 'not-a-complaint' && !understood.danger && isUnseen(complaint))
    return { outcome: 'set-aside', decision: decisionOf(complaint, understood, kind, policy) };
  const category = understood.verdict === 'sure' ? categoryWith(policy, understood.category) : undefined;
  if (!category)
    return {
      outcome: 'triage-needed',
      decision: {
        ...decisionOf(complaint, understood, kind, policy),
        ...deadlinesOf(complaint, kind, undefined, policy),
      },
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
  const category =
    found?.department === inspection ? found : policy.categories.find(({ department }) => department === inspection);
  const decision = decisionOf(complaint, understood, 'report', policy);
  return {
    outcome: 'assigned',
    decision: {
      ...decision,
      ...deadlinesOf(complaint, 'report', category?.id, policy),
      flags: added(decision.flags, 'report'),
      // Every policy has the department, but not necessarily a category for reports.
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
    // A hint of wrongdoing is treated as a report until a person has decided.
    confidential: understood.flags.includes('report-suspected'),
    madeBy: 'rules',
    policyHash: policy.hash,
    reasons: [
      ...understood.reasons,
      ...alert.reasons,
      ...(kind === understood.kind ? [] : [`kind.said-by-sender.${kind}`]),
    ].slice(0, 20),
  };
}

/** Whether the department must start at once, without waiting for an approval. */
function isUrgent(kind: Kind, understood: Understanding): boolean {
  return kind === 'fault' || understood.danger;
}

/** Everything that the customer wrote: an answer to a question often contains what the text omits. */
function wordsOf({ text, expectation, answers = [] }: ComplaintReceived): string {
  return [text, ...answers.map(({ answer }) => answer), expectation].filter(Boolean).join('\n');
}

/** The kind that the sender chose has priority, but a text that reports wrongdoing is always a report. */
function kindOf(complaint: ComplaintReceived, understood: Understanding): Kind {
  return understood.kind === 'report' ? 'report' : (complaint.kind ?? understood.kind);
}

/** Whether neither a member of staff nor an outside body has seen it. Only then may the rules set it aside. */
function isUnseen({ channel, origin, external, takenBy }: ComplaintReceived): boolean {
  return (
    !(['hotline', 'clerk', 'other'] as Channel[]).includes(channel) && origin === 'customer' && !external && !takenBy
  );
}

function categoryWith(policy: Policy, id: string | undefined): Category | undefined {
  return policy.categories.find((category) => category.id === id);
}

function added(flags: readonly string[], flag: string): string[] {
  return flags.includes(flag) ? [...flags] : [flag, ...flags].slice(0, 20);
}
