import { newId, type Installation } from '@redress/contracts';
import { ReferenceConflict } from '@redress/messaging';
import type { VNode } from 'preact';
import { TooMany } from '../limits/request-limits.js';
import { minutesOf } from '../submit/submit.controller.js';
import type { SubmitComplaintWork } from '../submit/submit-complaint.js';
import type { Draft } from './draft.rules.js';
import type { FormPages } from './form-pages.js';
import { AlreadySentPage } from './message.view.js';
import type { Voice } from './voice.js';

interface Failure {
  status: number;
  retryAfter?: number;
  page: VNode;
}

/** Whatever went wrong, the next page still holds all that was typed, and says what to do. */
export async function sendingFailed(
  error: unknown,
  draft: Draft,
  voice: Voice,
  work: SubmitComplaintWork,
  installation: Installation,
  pages: FormPages,
): Promise<Failure> {
  if (error instanceof TooMany)
    return {
      status: 429,
      retryAfter: error.retryAfter,
      page: pages.page(voice, 'check', draft, [], voice.say('error.rate', { minutes: minutesOf(error) })),
    };
  const id = error instanceof ReferenceConflict ? await work.complaintOfDraft(draft.key).catch(() => undefined) : undefined;
  if (id) return { status: 409, page: <AlreadySentPage voice={voice} draft={{ ...draft, key: newId() }} token={installation.linkToken(id)} /> };
  const trouble = voice.say('error.unavailable', { hotline: voice.policy.operator.hotline });
  return { status: 503, retryAfter: 5, page: pages.page(voice, 'check', draft, [], trouble) };
}
