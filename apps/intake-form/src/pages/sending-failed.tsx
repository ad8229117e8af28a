import { ReferenceConflict } from '@redress/messaging';
import { describeError, toProblem } from '@redress/runtime';
import type { VNode } from 'preact';
import { refusal } from '../answers/refusal.js';
import type { Voice } from '../language/voice.js';
import type { Draft, Step } from './draft.rules.js';
import type { FormPages } from './form-pages.js';
import { AlreadySentPage } from './message.view.js';
import type { PageKeys } from './page-keys.js';

export interface FailurePage {
  status: number;
  /** Seconds. */
  retryAfter?: number | undefined;
  page: VNode;
}

interface Tools {
  keys: Pick<PageKeys, 'create'>;
  pages: Pick<FormPages, 'page'>;
  log: { error: (fields: object, message: string) => void };
}

/**
 * The page after a failed request. It keeps all that was typed and says what to do. Unexpected errors are logged; for the
 * customer they are the same as an outage.
 */
export function sendingFailed(
  error: unknown,
  step: Step,
  draft: Draft,
  voice: Voice,
  { keys, pages, log }: Tools,
): FailurePage {
  if (error instanceof ReferenceConflict)
    return { status: 409, page: <AlreadySentPage voice={voice} draft={{ ...draft, key: keys.create() }} /> };
  const { status, detail, extra } = toProblem(refusal(error, voice));
  const again = (trouble?: string) => pages.page(voice, step, draft, [], trouble);
  if (status === 429) return { status, retryAfter: extra.retryAfter, page: again(detail) };
  if (status !== 503) log.error({ err: describeError(error) }, 'a page of the form failed');
  const unavailable = voice.say('error.unavailable', { hotline: voice.policy.operator.hotline });
  return { status: 503, retryAfter: extra.retryAfter ?? 5, page: again(unavailable) };
}
