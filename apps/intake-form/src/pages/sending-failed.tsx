import { newId, type Installation } from '@redress/contracts';
import { ReferenceConflict } from '@redress/messaging';
import { describeError, toProblem } from '@redress/runtime';
import type { VNode } from 'preact';
import { refusal } from '../answers/refusal.js';
import type { SubmitComplaintWork } from '../submit/submit-complaint.js';
import type { Draft, Step } from './draft.rules.js';
import type { FormPages } from './form-pages.js';
import { AlreadySentPage } from './message.view.js';
import type { Voice } from './voice.js';

export interface Failure {
  status: number;
  retryAfter?: number | undefined;
  page: VNode;
}

interface Surroundings {
  work: Pick<SubmitComplaintWork, 'complaintOfDraft'>;
  installation: Pick<Installation, 'linkToken'>;
  pages: FormPages;
  log: { error: (fields: object, message: string) => void };
}

/**
 * Whatever went wrong, the next page still holds all that was typed, and says what to do. What is neither a refusal nor an outage is our own fault:
 * the customer can do the same about it as about an outage, and the log has it.
 */
export async function sendingFailed(error: unknown, step: Step, draft: Draft, voice: Voice, around: Surroundings): Promise<Failure> {
  let cause = error;
  if (error instanceof ReferenceConflict)
    try {
      const id = await around.work.complaintOfDraft(draft.key);
      if (id) return alreadySent(draft, voice, around.installation.linkToken(id));
    } catch (lookingUp) {
      cause = lookingUp;
    }
  const { status, detail, extra } = toProblem(refusal(cause, voice));
  const again = (trouble?: string) => around.pages.page(voice, step, draft, [], trouble);
  if (status === 429) return { status, retryAfter: extra.retryAfter, page: again(detail) };
  if (status !== 503) around.log.error({ err: describeError(cause) }, 'a page of the form failed');
  return { status: 503, retryAfter: extra.retryAfter ?? 5, page: again(voice.say('error.unavailable', { hotline: voice.policy.operator.hotline })) };
}

function alreadySent(draft: Draft, voice: Voice, token: string): Failure {
  return { status: 409, page: <AlreadySentPage voice={voice} draft={{ ...draft, key: newId() }} token={token} /> };
}
