import type { Kind } from '@redress/contracts';
import type { Category, Policy, Question } from '@redress/policy';
import { anyOf } from './any-of.js';
import { compilePolicy, type CompiledPolicy } from './compile-policy.js';
import { judgeAlarm } from './judge-alarm.rules.js';
import { normalizeText } from './normalize-text.js';
import { clearWinner, rankCategories, scoreOf, type RankedCategory } from './rank-categories.rules.js';
import type { Understanding } from './understanding.js';

const mostCandidates = 5;
const mostQuestions = 3;
/** An advertisement shows at least this many signs of one, and nothing else. */
const provablyAdvertising = 2;

/**
 * What a customer's text means under a policy: pure, compiled once per policy object, linear in the length of the text.
 * Never throws on any text. What it is not sure of it says so; it never guesses a department, and sets aside only what is provably advertising.
 */
export function understand(text: string, policy: Policy): Understanding {
  const compiled = compilePolicy(policy);
  const matched = compiled.matcher.match(normalizeText(text));
  const { thresholds } = policy.signals;
  const ranked = rankCategories(compiled, matched, thresholds.enough);
  if (isAdvertising(compiled, matched, ranked)) return setAside();

  const report = ranked.find(({ category }) => category.kind === 'report');
  const isReport = report !== undefined && report.weight >= thresholds.enough;
  // A hint of wrongdoing that is not clear must not go to those it may accuse: a person looks first.
  const suspected = report !== undefined && !isReport;

  const enough = ranked.filter(({ weight }) => weight >= thresholds.enough);
  const praised = anyOf(compiled.kinds.praise, matched);
  // Praise and a matter at once may be sarcasm: a person decides.
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
      ...ranked.slice(0, mostCandidates).map(({ category: { id }, weight }) => `category:${id}=${weight}`),
      ...flags.map((flag) => `flag:${flag}`),
      `kind:${kind}`,
      ...(praised ? ['praise-words'] : []),
    ].slice(0, 20),
    questions: questionsOf(policy, isReport || suspected ? undefined : (category ?? ranked[0]?.category), isReport || suspected),
    danger,
  };
}

function kindOf(compiled: CompiledPolicy, matched: ReadonlySet<number>, winner: Category | undefined, enough: readonly RankedCategory[]): Kind {
  const { kinds, grievance } = compiled;
  if (anyOf(kinds.complaint, matched)) return 'complaint';
  const ofWinner = winner?.kind ?? 'complaint';
  if (anyOf(grievance, matched) || ofWinner === 'fault') return ofWinner;
  if (anyOf(kinds.praise, matched) && enough.length === 0) return 'praise';
  if (anyOf(kinds.enquiry, matched)) return 'enquiry';
  if (anyOf(kinds.suggestion, matched)) return 'suggestion';
  return ofWinner;
}

function isAdvertising({ advertising, grievance }: CompiledPolicy, matched: ReadonlySet<number>, ranked: readonly RankedCategory[]): boolean {
  const signs = advertising.filter((signal) => matched.has(signal)).length;
  return signs >= provablyAdvertising && ranked.length === 0 && !anyOf(grievance, matched);
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
  return ranked.slice(0, mostCandidates).map(({ category, weight }) => ({ category: category.id, score: scoreOf(weight) }));
}

/** Questions of the category most likely meant; the general ones where there is none. A report is not questioned by a form. */
function questionsOf(policy: Policy, category: Category | undefined, confidential: boolean): readonly Question[] {
  return confidential ? [] : (category?.questions ?? policy.questions).slice(0, mostQuestions);
}
