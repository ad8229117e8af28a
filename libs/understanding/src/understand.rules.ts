import type { Kind } from '@redress/contracts';
import type { Category, Policy, Question } from '@redress/policy';
import { anyOf } from './any-of.js';
import { compilePolicy, type CompiledPolicy } from './compile-policy.js';
import { judgeAlarm } from './judge-alarm.rules.js';
import { normalizeText } from './normalize-text.js';
import { clearWinner, rankCategories, scoreOf, type RankedCategory } from './rank-categories.rules.js';
import type { Understanding } from './understanding.js';

const maxCandidates = 5;
const maxQuestions = 3;
const maxReasons = 20;
/** The number of advertising signals that make a text certainly advertising, if it contains nothing else. */
const certainlyAdvertising = 2;

/**
 * Determines what a customer's text (any language, any length) means under a policy. It never guesses: if no category
 * stands out, the verdict is `not-sure`. Only a text that is certainly advertising gets `not-a-complaint`.
 * Pure; never throws. The policy is compiled once per policy object; matching is linear in the length of the text.
 */
export function understand(text: string, policy: Policy): Understanding {
  const compiled = compilePolicy(policy);
  const matched = compiled.matcher.match(normalizeText(text));
  const { thresholds } = policy.signals;
  const ranked = rankCategories(compiled, matched, thresholds.enough);
  if (isAdvertising(compiled, matched, ranked)) return setAside();

  const report = ranked.find(({ category }) => category.kind === 'report');
  const isReport = report !== undefined && report.weight >= thresholds.enough;
  // An unclear hint of wrongdoing must not be sent to those it may accuse: a person decides.
  const suspected = report !== undefined && !isReport;

  const enough = ranked.filter(({ weight }) => weight >= thresholds.enough);
  const praised = anyOf(compiled.kinds.praise, matched);
  // Praise together with a problem may be sarcasm: a person decides.
  const doubtful = suspected || (praised && enough.length > 0 && !isReport);
  const winner = isReport ? report.category : clearWinner(ranked, thresholds);
  const category = doubtful ? undefined : winner;
  const kind = isReport ? 'report' : kindOf(compiled, matched, winner, enough);
  const { severity, tier, flags, danger } = judgeAlarm(compiled, matched, enough);
  if (isReport) flags.push('report');
  if (suspected) flags.push('report-suspected');

  return {
    verdict: category ? 'sure' : 'not-sure',
    kind,
    ...(category ? { category: category.id } : {}),
    candidates: candidatesOf(isReport ? [report] : ranked),
    severity,
    tier,
    flags,
    reasons: [
      ...ranked.slice(0, maxCandidates).map(({ category: { id }, weight }) => `category:${id}=${weight}`),
      ...flags.map((flag) => `flag:${flag}`),
      `kind:${kind}`,
      ...(praised ? ['praise-words'] : []),
    ].slice(0, maxReasons),
    questions: questionsOf(
      policy,
      isReport || suspected ? undefined : (category ?? ranked[0]?.category),
      isReport || suspected,
    ),
    danger,
  };
}

function kindOf(
  compiled: CompiledPolicy,
  matched: ReadonlySet<number>,
  winner: Category | undefined,
  enough: readonly RankedCategory[],
): Kind {
  const { kinds, grievance } = compiled;
  if (anyOf(kinds.complaint, matched)) return 'complaint';
  const ofWinner = winner?.kind ?? 'complaint';
  if (anyOf(grievance, matched) || ofWinner === 'fault') return ofWinner;
  if (anyOf(kinds.praise, matched) && enough.length === 0) return 'praise';
  if (anyOf(kinds.enquiry, matched)) return 'enquiry';
  if (anyOf(kinds.suggestion, matched)) return 'suggestion';
  return ofWinner;
}

function isAdvertising(
  { advertising, grievance }: CompiledPolicy,
  matched: ReadonlySet<number>,
  ranked: readonly RankedCategory[],
): boolean {
  const signs = advertising.filter((signal) => matched.has(signal)).length;
  return signs >= certainlyAdvertising && ranked.length === 0 && !anyOf(grievance, matched);
}

function setAside(): Understanding {
  return {
    verdict: 'not-a-complaint',
    kind: 'enquiry',
    candidates: [],
    severity: 'minor',
    tier: 'blue',
    flags: ['advertising'],
    reasons: ['advertising'],
    questions: [],
    danger: false,
  };
}

function candidatesOf(ranked: readonly RankedCategory[]): Understanding['candidates'] {
  return ranked
    .slice(0, maxCandidates)
    .map(({ category, weight }) => ({ category: category.id, score: scoreOf(weight) }));
}

/** The questions of the most likely category, or the policy's general questions; none for a (suspected) report. */
function questionsOf(policy: Policy, category: Category | undefined, confidential: boolean): readonly Question[] {
  return confidential ? [] : (category?.questions ?? policy.questions).slice(0, maxQuestions);
}
