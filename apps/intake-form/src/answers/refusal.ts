import { TooMany } from '@redress/intake';
import { Problem } from '@redress/runtime';
import type { Voice } from '../language/voice.js';
import { FieldsRefused } from './field-problem.js';
import { fieldErrors } from './field-sentences.js';

/**
 * An error as the answer to give: a refusal becomes a Problem in the customer's language, any other error is returned as it
 * is. REST and the pages use the same status codes, which are set here.
 */
export function refusal(error: unknown, voice: Voice): unknown {
  if (error instanceof FieldsRefused)
    return new Problem(422, 'bad-input', voice.say('error.summary'), { errors: fieldErrors(voice, error.problems) });
  if (error instanceof TooMany)
    return new Problem(error.status, error.code, tooManySentence(error, voice), error.extra);
  return error;
}

function tooManySentence({ what, retryAfter }: TooMany, { say, policy }: Voice): string {
  if (what === 'code') return say('tracking.too-many', { hotline: policy.operator.hotline });
  return say('error.rate', { minutes: Math.ceil(retryAfter / 60) });
}
