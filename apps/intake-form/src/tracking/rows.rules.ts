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
} from '@redress/contracts';

const steps: Record<string, ProgressStep> = {
  [complaintAssigned.type]: 'assigned',
  [complaintTriageNeeded.type]: 'in-triage',
  [complaintApprovalNeeded.type]: 'awaiting-approval',
  [complaintSetAside.type]: 'set-aside',
};

/** id, sequence, number, language, received at */
export function receivedColumns(events: readonly Event<ComplaintReceived>[]): unknown[][] {
  return [...head(events), events.map(({ data }) => data.language), events.map(({ data }) => data.receivedAt)];
}

/**
 * id, sequence, number, language, at, step, category, department, first contact by, due at, confidential, danger.
 * Of a confidential complaint category and department are not even kept; of one that nobody is sure about, no guess is shown.
 */
export function decisionColumns(events: readonly Event<Decision>[]): unknown[][] {
  const column = <T>(read: (data: Decision, step: ProgressStep) => T) => events.map(({ data, type }) => read(data, steps[type]!));
  const shown = (data: Decision, step: ProgressStep) => !data.confidential && (step === 'assigned' || step === 'awaiting-approval');
  return [
    ...head(events),
    column((data) => data.language),
    events.map(({ time }) => time),
    column((_, step) => step),
    column((data, step) => (shown(data, step) ? data.category : undefined) ?? null),
    column((data, step) => (shown(data, step) ? data.department : undefined) ?? null),
    column((data) => data.firstContactBy ?? null),
    column((data) => data.dueAt ?? null),
    column((data) => data.confidential),
    column((data) => data.flags.includes('danger')),
  ];
}

/** id, sequence, number, at, step, over */
export function deliveryColumns(events: readonly Event<Notification>[]): unknown[][] {
  return [
    ...head(events),
    events.map(({ data }) => data.at),
    events.map(({ type }): ProgressStep => (type === notificationSent.type ? 'confirmed' : 'not-confirmed')),
    events.map(({ data }) => data.over),
  ];
}

function head(events: readonly Event<{ number: string }>[]): unknown[][] {
  return [events.map(({ subject }) => subject), events.map(({ sequence }) => sequence), events.map(({ data }) => data.number)];
}
