import { maxTextLength, type FieldError } from '@redress/contracts';
import type { PhraseKey } from '@redress/policy';
import type { Voice } from '../language/voice.js';
import type { FieldCode, FieldProblem } from './field-problem.js';

const phraseOf: Record<FieldCode, PhraseKey> = {
  'text-missing': 'error.text.empty',
  'text-too-long': 'error.text.long',
  'contact-missing': 'error.contact.missing',
  'phone-wrong': 'error.phone',
  'email-wrong': 'error.email',
  'reply-needs-phone': 'error.reply.phone',
  'reply-needs-email': 'error.reply.email',
  'happened-wrong': 'error.happened',
  'happened-later': 'error.happened.later',
  'value-missing': 'error.value.missing',
  'value-too-long': 'error.value.long',
  'value-not-offered': 'error.value.offered',
  'value-wrong': 'error.value.wrong',
  'field-unknown': 'error.field.unknown',
};

/** What to do about a field, in the customer's language. */
export function sentenceOf(voice: Voice, { code, params = {} }: Pick<FieldProblem, 'code' | 'params'>): string {
  return voice.say(phraseOf[code], { limit: params['max'] ?? maxTextLength, allowed: params['allowed'] ?? '' });
}

export function fieldErrors(voice: Voice, problems: readonly FieldProblem[]): FieldError[] {
  return problems.map((problem) => ({ path: problem.path, code: problem.code, message: sentenceOf(voice, problem) }));
}
