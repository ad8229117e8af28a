import type { Question } from '@redress/policy';
import { FieldsRefused, type FieldProblem } from '../submit/field-problem.js';
import { normalizeForm } from '../submit/normalize-form.rules.js';
import { placeOf, steps, textProblem, type Draft, type Step } from './draft.rules.js';

export interface NextStep {
  step: Step;
  problems: FieldProblem[];
}

/**
 * Where a button leads. `next` goes on only from a page without problems; who changes something on the last page comes straight back to it.
 */
export function nextStep(here: Step, go: string, draft: Draft, request: unknown, questions: readonly Question[], now: Date): NextStep {
  const edit = steps.find((step) => go === `edit:${step}`);
  if (edit && edit !== 'check') return { step: edit === 'questions' && questions.length === 0 ? 'text' : edit, problems: [] };

  const missing = textProblem(draft.text);
  if (missing) return { step: 'text', problems: [{ path: 'text', code: missing }] };
  const normalized = normalizeForm(request, now);
  if (normalized.ok) return { step: 'check', problems: [] };
  if (here === 'text') return { step: questions.length > 0 ? 'questions' : 'contact', problems: [] };

  const { step, problems } = firstPlace(normalized.problems, draft);
  // On the way from the questions nobody has seen the contact page yet: nothing there is wrong, only not yet said.
  if (here === 'questions' && step === 'contact') return { step, problems: [] };
  return { step, problems };
}

/** The page where the first of the refused fields is typed, or undefined where something else went wrong. */
export function refusedAt(error: unknown, draft: Draft): NextStep | undefined {
  return error instanceof FieldsRefused ? firstPlace(error.problems, draft) : undefined;
}

function firstPlace(problems: FieldProblem[], draft: Draft): NextStep {
  const places = problems.map((problem) => placeOf(problem.path, draft).step);
  const step = steps.find((candidate) => places.includes(candidate)) ?? 'contact';
  return { step, problems: problems.filter((_, at) => places[at] === step) };
}
