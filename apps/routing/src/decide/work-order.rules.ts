import type { ComplaintReceived, Decision, WorkOrder } from '@redress/contracts';
import { departmentOf, type Policy } from '@redress/policy';

type Assigned = Decision & Required<Pick<Decision, 'department' | 'category'>>;

/**
 * The complaint as its department receives it. Name, phone number and addresses are included only if the policy allows
 * it for the department. The account or meter number is always included, because the department needs it to
 * investigate; how and when the customer wants to be reached too, because whoever calls must know it.
 */
export function workOrderOf(complaint: ComplaintReceived, decision: Assigned, policy: Policy): WorkOrder {
  const { contact } = departmentOf(policy, decision.department).workOrder;
  const { name, phone, email, account, address, replyBy, callTimes } = complaint.customer;
  const customer = contact ? { name, phone, email, account, address } : { account };
  const about = complaint.about && (contact ? complaint.about : { ...complaint.about, phone: undefined });
  return {
    number: complaint.number,
    department: decision.department,
    category: decision.category,
    kind: decision.kind,
    severity: decision.severity,
    tier: decision.tier,
    flags: decision.flags,
    channel: complaint.channel,
    origin: complaint.origin,
    receivedAt: complaint.receivedAt,
    firstContactBy: decision.firstContactBy,
    dueAt: decision.dueAt,
    language: complaint.language,
    text: complaint.text,
    customer: given(customer),
    replyBy,
    callTimes,
    about: given(about),
    happenedAt: complaint.happenedAt,
    place: complaint.place,
    service: complaint.service,
    employee: complaint.employee,
    expectation: complaint.expectation,
    answers: complaint.answers,
  };
}

/** `fields`, or undefined if all of them are undefined, so that a work order contains no empty objects. */
function given<T extends object>(fields: T | undefined): T | undefined {
  return fields && Object.values(fields).some((value) => value !== undefined) ? fields : undefined;
}
