import type { ShownStep, Tracked } from '../tracking/tracked-complaint.js';
import { departmentName } from '../language/names.rules.js';
import type { Voice } from '../language/voice.js';

export interface TimelineEntry {
  at: Date;
  text: string;
  /** What a department wrote for the customer, shown as it is. */
  told?: string | undefined;
}

/** What happened, newest first, in the customer's language. */
export function timelineOf(voice: Voice, complaint: Tracked): TimelineEntry[] {
  return complaint.steps.map((step) => ({
    at: step.at,
    text: wordsOf(voice, step, complaint.confidential),
    told: step.told,
  }));
}

/** What is still to come. Contains only what was decided. */
export function comingNext(voice: Voice, complaint: Tracked): string[] {
  if (complaint.outcome === undefined) return [voice.say('tracking.pending')];
  if (complaint.outcome === 'set-aside' || complaint.answeredAt) return [];
  const lines: string[] = [];
  const { firstContactBy, dueAt } = complaint;
  if (firstContactBy && firstContactBy > voice.now && (!dueAt || firstContactBy < dueAt))
    lines.push(voice.say('tracking.first-contact', { at: voice.at(firstContactBy) }));
  if (dueAt) lines.push(voice.say('tracking.due', { due: voice.at(dueAt) }));
  return lines.length > 0 ? lines : [voice.say('tracking.handled')];
}

function wordsOf(voice: Voice, { step, department, contactBy, dueAt, over }: ShownStep, confidential: boolean): string {
  const { say } = voice;
  const due = dueAt && voice.at(dueAt);
  const first = contactBy ?? dueAt;
  const contact = first && voice.at(first);
  switch (step) {
    case 'received':
      return say('tracking.received');
    case 'assigned': {
      const name = confidential ? undefined : departmentName(voice, department);
      if (!name) return contact ? say('tracking.confidential', { due: contact }) : say('tracking.handled');
      return due
        ? say('tracking.assigned', { department: name, due })
        : say('tracking.assigned.open', { department: name });
    }
    case 'in-triage':
      return contact ? say('tracking.triage', { due: contact }) : say('tracking.handled');
    case 'awaiting-approval':
      return contact ? say('tracking.approval', { due: contact }) : say('tracking.handled');
    case 'set-aside':
      return say('tracking.set-aside');
    case 'accepted':
    case 'progressed':
    case 'answered': {
      const name = confidential ? undefined : departmentName(voice, department);
      return name ? say(`tracking.${step}`, { department: name }) : say('tracking.handled');
    }
    case 'confirmed':
      return say('tracking.confirmed', { way: say(over === 'sms' ? 'reply.sms' : 'reply.email') });
    case 'not-confirmed':
      return say('tracking.not-confirmed');
  }
}
