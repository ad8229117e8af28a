import type { departmentReplies, EventOf, WorkOrderChanged } from '@redress/contracts';
import type { Policy } from '@redress/policy';
import { transitions, type DepartmentAction, type WorkOrderState } from './transitions.rules.js';
import type { WorkOrderRow } from './work-order.entity.js';

/** A department's reply, as it arrives. */
export type Reply = EventOf<(typeof departmentReplies)[number]>;

type Changed = Pick<WorkOrderRow, 'state' | 'answer' | 'refusal'>;

/** What a reply makes of a work order, and the facts that are published about it, in their order. */
export interface Applied {
  changed: Changed;
  facts: WorkOrderChanged[];
}

/** Why a reply cannot be applied: it is parked with this code. */
export interface Misfit {
  code: 'no-such-order' | 'not-your-order' | 'binding' | 'order-not-open';
  message: string;
}

type Said = Pick<WorkOrderChanged, 'forCustomer' | 'reason'>;

/**
 * Checks and applies a reply to the work order that it names. An answer is released at once only if the policy has
 * `answers: direct`. Pure; `now` is the time of the change.
 *
 * @param department whose topic the reply came from
 */
export function applyReply(
  order: WorkOrderRow | undefined,
  reply: Reply,
  department: string,
  answers: Policy['answers'],
  now: Date,
): Applied | Misfit {
  if (!order || order.complaintId !== reply.subject)
    return { code: 'no-such-order', message: 'The reply names no work order of this complaint.' };
  if (order.department !== department)
    return { code: 'not-your-order', message: `${department} replied to a work order that another department has.` };
  const action = actionOf(reply);
  if (action === 'refuse' && order.binding)
    return { code: 'binding', message: 'The assignment is binding after two refusals: it cannot be refused.' };
  const possible: Partial<Record<DepartmentAction, WorkOrderState>> = transitions[order.state];
  const state = possible[action];
  if (!state)
    return { code: 'order-not-open', message: `The work order is ${order.state}: it cannot be changed by ${action}.` };
  const fact = (change: WorkOrderChanged['change'], to: WorkOrderState, said: Said = {}): WorkOrderChanged => ({
    ...{ workOrder: order.id, number: order.number, department, category: order.category },
    ...{ confidential: order.confidential, change, state: to, at: now.toISOString(), ...said },
  });
  const changed: Changed = { state, answer: order.answer, refusal: order.refusal };
  const { data } = reply;
  if ('reason' in data)
    return { changed: { ...changed, refusal: data.reason }, facts: [fact('refused', state, { reason: data.reason })] };
  if ('cause' in data) {
    const { workOrder: _, ...answer } = data;
    const answered = fact('answered', state);
    if (answers === 'released') return { changed: { ...changed, answer }, facts: [answered] };
    const released = fact('released', 'released', { forCustomer: data.forCustomer });
    return { changed: { ...changed, state: 'released', answer }, facts: [answered, released] };
  }
  if (action === 'progress') {
    const forCustomer = 'forCustomer' in data ? data.forCustomer : undefined;
    return { changed, facts: [fact('progressed', state, { forCustomer })] };
  }
  // A department that accepts a second time says nothing new.
  return { changed, facts: order.state === state ? [] : [fact('accepted', state)] };
}

const actions: Record<string, DepartmentAction> = {
  'redress.work-order.accepted': 'accept',
  'redress.work-order.refused': 'refuse',
  'redress.work-order.progressed': 'progress',
  'redress.work-order.answered': 'answer',
};

function actionOf({ type }: Reply): DepartmentAction {
  return actions[type]!;
}
