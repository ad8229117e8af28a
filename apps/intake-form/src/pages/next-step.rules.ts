import type { Question } from '@redress/policy';
import { FieldsRefused, type FieldProblem } from '../answers/field-problem.js';
import { normalizeForm } from '../submit/normalize-form.rules.js';
import { placeOf, steps, textProblem, type Draft, type Step } from './draft.rules.js';

export interface NextStep {
  step: Step;
  problems: FieldProblem[];
}

/**
 * The page that a button leads to. `next` leads on only when the page has no problems. After a change that was started on the
 * last page, it leads straight back there.
 */
export function nextStep(
  here: Step,
  go: string,
  draft: Draft,
  request: unknown,
  questions: readonly Question[],
  now: Date,
): NextStep {
  const edit = steps.find((step) => go === `edit:${step}`);
  if (edit && edit !== 'check')
    return { step: edit === 'questions' && questions.length === 0 ? 'text' : edit, problems: [] };

  const missing = textProblem(draft.text);
  if (missing) return { step: 'text', problems: [{ path: 'text', code: missing }] };
  const normalized = normalizeForm(request, now);
  if (normalized.ok) return { step: 'check', problems: [] };
  if (here === 'text') return { step: questions.length > 0 ? 'questions' : 'contact', problems: [] };

  const { step, problems } = firstPlace(normalized.problems, draft);
  // The contact page has not been shown yet, so its empty fields are not errors.
  if (here === 'questions' && step === 'contact') return { step, problems: [] };
  return { step, problems };
}

/** The page where the first refused field is typed, or undefined for any other error. */
export function refusedAt(error: unknown, draft: Draft): NextStep | undefined {
  return error instanceof FieldsRefused ? firstPlace(error.problems, draft) : undefined;
}

function firstPlace(problems: FieldProblem[], draft: Draft): NextStep {
  const places = problems.map((problem) => placeOf(problem.path, draft).step);
  const step = steps.find((candidate) => places.includes(candidate)) ?? 'contact';
  return { step, problems: problems.filter((_, at) => places[at] === step) };
}
