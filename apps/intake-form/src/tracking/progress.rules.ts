import type { ComplaintProgress } from '@redress/contracts';
import { categoryName, departmentName } from '../language/names.rules.js';
import type { Voice } from '../language/voice.js';
import type { Tracked } from './tracked-complaint.js';

/** What REST tells of a complaint; names in the language of the request. */
export function progressOf(voice: Voice, complaint: Tracked): ComplaintProgress {
  const named = (id: string | undefined, name: string | undefined) =>
    id !== undefined && name !== undefined ? { id, name } : undefined;
  const departmentNamed = (id: string | undefined) =>
    complaint.confidential ? undefined : named(id, departmentName(voice, id));
  const understood = named(complaint.category, categoryName(voice, complaint));
  const department = departmentNamed(complaint.department);
  return {
    number: complaint.number,
    received: complaint.receivedAt.toISOString(),
    ...(understood && { understood }),
    ...(department && { department }),
    ...(complaint.dueAt && { dueAt: complaint.dueAt.toISOString() }),
    ...(complaint.answeredAt && { answered: complaint.answeredAt.toISOString() }),
    ...(complaint.confirmedAt && { confirmed: complaint.confirmedAt.toISOString() }),
    events: complaint.steps.map(({ at, step, department: who, dueAt, told }) => {
      const by = departmentNamed(who);
      return {
        at: at.toISOString(),
        step,
        ...(by && { department: by }),
        ...(dueAt && { dueAt: dueAt.toISOString() }),
        ...(told !== undefined && { text: told }),
      };
    }),
  };
}
