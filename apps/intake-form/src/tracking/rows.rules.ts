import {
  complaintApprovalNeeded,
  complaintAssigned,
  complaintSetAside,
  complaintTriageNeeded,
  notificationSent,
  type ComplaintReceived,
  type Decision,
  type Event,
  type Notification,
  type ProgressStep,
  type WorkOrderChanged,
} from '@redress/contracts';

const steps: Record<string, ProgressStep> = {
  [complaintAssigned.type]: 'assigned',
  [complaintTriageNeeded.type]: 'in-triage',
  [complaintApprovalNeeded.type]: 'awaiting-approval',
  [complaintSetAside.type]: 'set-aside',
};

export function receivedRow({ subject, data }: Event<ComplaintReceived>): object {
  return { complaint_id: subject, number: data.number, language: data.language, at: data.receivedAt };
}

/**
 * Category and department of a confidential complaint are not even stored. Nor are the candidates of a complaint that
 * nobody is sure about.
 */
export function decisionRow({ subject, type, sequence, time, data }: Event<Decision>): object {
  const step = steps[type]!;
  const shown = !data.confidential && (step === 'assigned' || step === 'awaiting-approval');
  return {
    complaint_id: subject,
    sequence,
    number: data.number,
    language: data.language,
    at: time,
    step,
    category: shown ? data.category : undefined,
    department: shown ? data.department : undefined,
    first_contact_by: data.firstContactBy,
    due_at: data.dueAt,
    confidential: data.confidential,
    danger: data.flags.includes('danger'),
  };
}

const changes: Record<string, ProgressStep> = { accepted: 'accepted', progressed: 'progressed', released: 'answered' };

/**
 * What the customer may see of a work order, or undefined: that the department has it, a sentence for the customer, the
 * released answer. A confidential complaint gets the bare fact of an answer, because the department's words could say
 * what it is about.
 */
export function workOrderRow({ id, subject, sequence, data }: Event<WorkOrderChanged>): object | undefined {
  const step = changes[data.change];
  if (!step || (step === 'progressed' && !data.forCustomer) || (data.confidential && step !== 'answered'))
    return undefined;
  return {
    complaint_id: subject,
    writer: `work-order ${id}`,
    sequence,
    number: data.number,
    at: data.at,
    step,
    department: data.confidential ? undefined : data.department,
    told: data.confidential ? undefined : data.forCustomer,
  };
}

/** A delivery is a fact: its step is keyed by the event's id, so that no sequence can drop it. */
export function deliveryRow({ id, subject, type, sequence, data }: Event<Notification>): object {
  const step: ProgressStep = type === notificationSent.type ? 'confirmed' : 'not-confirmed';
  return {
    complaint_id: subject,
    writer: `notifier ${id}`,
    sequence,
    number: data.number,
    at: data.at,
    step,
    over: data.over,
  };
}
