import type { Tracked, TrackedStep } from '../tracking/tracked-complaint.js';
import type { Voice } from './voice.js';

export interface TimelineEntry {
  at: Date;
  text: string;
}

/** What happened, newest first, in plain words. */
export function timelineOf(voice: Voice, complaint: Tracked): TimelineEntry[] {
  return complaint.steps.map((step) => ({ at: step.at, text: wordsOf(voice, step, complaint.confidential) }));
}

/** What is still to come: only what was promised. */
export function comingNext(voice: Voice, complaint: Tracked): string[] {
  if (complaint.outcome === undefined) return [voice.say('tracking.pending')];
  if (complaint.outcome === 'set-aside') return [];
  const lines: string[] = [];
  const { firstContactBy, dueAt } = complaint;
  if (firstContactBy && firstContactBy > voice.now && (!dueAt || firstContactBy < dueAt))
    lines.push(voice.say('tracking.first-contact', { at: voice.at(firstContactBy) }));
  if (dueAt) lines.push(voice.say('tracking.due', { due: voice.at(dueAt) }));
  return lines.length > 0 ? lines : [voice.say('tracking.handled')];
}

/** In the customer's words, or undefined: not known, confidential, or gone from the policy since. */
export function categoryName(
  { policy, language }: Voice,
  { category, confidential }: Pick<Tracked, 'category' | 'confidential'>,
): string | undefined {
  return confidential ? undefined : policy.categories.find(({ id }) => id === category)?.name[language];
}

export function departmentName({ policy, language }: Voice, department: string | undefined): string | undefined {
  return policy.departments.find(({ id }) => id === department)?.name[language];
}

function wordsOf(voice: Voice, { step, department, contactBy, dueAt, over }: TrackedStep, confidential: boolean): string {
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
      return due ? say('tracking.assigned', { department: name, due }) : say('tracking.assigned.open', { department: name });
    }
    case 'in-triage':
      return contact ? say('tracking.triage', { due: contact }) : say('tracking.handled');
    case 'awaiting-approval':
      return contact ? say('tracking.approval', { due: contact }) : say('tracking.handled');
    case 'set-aside':
      return say('tracking.set-aside');
    case 'confirmed':
      return say('tracking.confirmed', { way: say(over === 'sms' ? 'reply.sms' : 'reply.email') });
    case 'not-confirmed':
      return say('tracking.not-confirmed');
  }
}
