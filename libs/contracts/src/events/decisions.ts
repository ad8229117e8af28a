import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { topics } from '../topics.js';
import { categoryId, channel, departmentId, growing, instant, kind, language, severity, tier, unit } from '../words.js';
import { complaintCustomer } from './complaint-received.js';

/** The complete current decision with the data that a confirmation needs, so that its readers need no other source. */
const decision = z.object({
  number: z.string().regex(/^\d{16}$/),
  channel,
  receivedAt: instant,
  language,
  customer: complaintCustomer.pick({ name: true, phone: true, email: true, chat: true, replyBy: true }),
  kind,
  category: categoryId.optional(),
  department: departmentId.optional(),
  severity,
  tier,
  flags: z.array(z.string().max(60)).max(20),
  candidates: z.array(z.object({ category: categoryId, score: z.number().min(0).max(1) })).max(10),
  firstContactBy: instant.optional().describe('by when a person contacts the customer'),
  dueAt: instant.optional().describe('by when the customer is answered'),
  confidential: z.boolean().describe('a report: no text to anybody names its category or department'),
  madeBy: growing(['rules', 'person']),
  decidedBy: z.string().max(100).optional().describe('the member of staff who decided'),
  workOrder: z
    .uuid()
    .optional()
    .describe('absent: the first work order of the complaint, with the id of the complaint'),
  unit: unit.optional(),
  policyHash: z.string().min(1).max(64),
  reasons: z
    .array(z.string().max(120))
    .max(20)
    .describe('ids of the rules that made the decision; never words of the text'),
});
export type Decision = z.infer<typeof decision>;

const assigned = decision.required({ category: true, department: true });

export const complaintAssigned = defineEvent({
  type: 'complaint.assigned',
  topic: topics.decisions,
  version: 1,
  content: 'snapshot',
  summary: 'A department must answer. Its queue has the work order.',
  data: assigned,
});

export const complaintTriageNeeded = defineEvent({
  type: 'complaint.triage-needed',
  topic: topics.decisions,
  version: 1,
  content: 'snapshot',
  summary: 'The rules are not sure: a coordinator decides among the candidates.',
  data: decision,
});

export const complaintApprovalNeeded = defineEvent({
  type: 'complaint.approval-needed',
  topic: topics.decisions,
  version: 1,
  content: 'snapshot',
  summary: 'The policy asks for approval before dispatch: no department has it yet.',
  data: assigned,
});

export const complaintSetAside = defineEvent({
  type: 'complaint.set-aside',
  topic: topics.decisions,
  version: 1,
  content: 'snapshot',
  summary: 'Provably not a complaint (a robot, an advertiser): kept, but not worked on.',
  data: decision,
});

/**
 * Nothing names the earlier complaint but its id: a number is told only over the contact on record. The complaint keeps
 * its own number, code and link.
 */
export const complaintJoined = defineEvent({
  type: 'complaint.joined',
  topic: topics.decisions,
  version: 1,
  content: 'snapshot',
  summary: 'The same matter as an earlier complaint: handled together with it, answered when it is answered.',
  data: decision.extend({ joins: z.uuid().describe('the id of the earlier complaint') }),
});

export const complaintWithdrawn = defineEvent({
  type: 'complaint.withdrawn',
  topic: topics.decisions,
  version: 1,
  content: 'snapshot',
  summary: 'The customer took it back: nobody works on it, unless they undo the withdrawal.',
  data: decision,
});

/** All decisions of routing. */
export const decisions = [
  complaintAssigned,
  complaintTriageNeeded,
  complaintApprovalNeeded,
  complaintSetAside,
  complaintJoined,
  complaintWithdrawn,
] as const;
