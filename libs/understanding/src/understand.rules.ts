import type { Kind } from '@redress/contracts';
import type { Category, Policy, Question } from '@redress/policy';
import { anyOf } from './any-of.js';
import type { Reading } from './classifier/classifier.js';
import type { Model } from './classifier/model.js';
import { opinionOf, type Opinion } from './classifier/opinion.rules.js';
import { compilePolicy, type CompiledPolicy } from './compile-policy.js';
import { judgeAlarm } from './judge-alarm.rules.js';
import { normalizeText } from './normalize-text.js';
import { clearWinner, rankCategories, scoreOf, type RankedCategory } from './rank-categories.rules.js';
import type { Understanding } from './understanding.js';

const maxCandidates = 5;
const maxQuestions = 3;
const maxReasons = 20;
const maxNgrams = 5;
/** From this probability on, a text may report wrongdoing although no signal says so. */
const suspectedFrom = 0.3;
/** The number of advertising signals that make a text certainly advertising, if it contains nothing else. */
const certainlyAdvertising = 2;

/**
 * Determines what a customer's text (any language, any length) means under a policy. It never guesses: if no category
 * stands out, the verdict is `not-sure`. Only a text that is certainly advertising gets `not-a-complaint`. With a
 * `model` (learned from the policy's examples), the model chooses the category, and the signals decide the rest: reports
 * of wrongdoing, kind, severity, tier, danger. Without one, the signals choose the category too.
 * Pure; never throws. The policy is compiled once per policy object; matching is linear in the length of the text.
 */
export function understand(text: string, policy: Policy, model?: Model): Understanding {
  const compiled = compilePolicy(policy);
  const normalized = normalizeText(text);
  const matched = compiled.matcher.match(normalized);
  const { thresholds } = policy.signals;
  const ranked = rankCategories(compiled, matched, thresholds.enough);
  if (isAdvertising(compiled, matched, ranked)) return setAside();

  const reading = model?.classifier.read(text, normalized);
  const opinion = reading && opinionOf(reading.ranked, policy);
  const report = ranked.find(({ category }) => category.kind === 'report');
  const isReport = report !== undefined && report.weight >= thresholds.enough;
  // An unclear hint of wrongdoing must not be sent to those it may accuse: a person decides.
  const suspected = !isReport && (report !== undefined || reportProbability(policy, opinion) >= suspectedFrom);

  const enough = ranked.filter(({ weight }) => weight >= thresholds.enough);
  const praised = anyOf(compiled.kinds.praise, matched);
  // Praise together with a problem may be sarcasm: a person decides.
  const doubtful = suspected || (praised && enough.length > 0 && !isReport);
  const isLearned = model !== undefined && opinion !== undefined && model.threshold <= 1;
  const chosen = isLearned ? categoryOf(policy, opinion, model) : clearWinner(ranked, thresholds);
  const winner = isReport ? report.category : chosen;
  const category = doubtful ? undefined : winner;
  const kind = isReport ? 'report' : kindOf(compiled, matched, winner, enough);
  const { severity, tier, flags, danger } = judgeAlarm(compiled, matched, enough);
  if (isReport) flags.push('report');
  if (suspected) flags.push('report-suspected');

  return {
    verdict: category ? 'sure' : 'not-sure',
    kind,
    ...(category ? { category: category.id } : {}),
    candidates: isReport || !opinion ? candidatesOf(isReport ? [report] : ranked) : likelyOf(opinion),
    severity,
    tier,
    flags,
    reasons: [
      ...(reading && opinion && !isReport && !suspected ? learnedFrom(reading, opinion) : []),
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

/** The category that the model would assign: its department is probable enough. */
function categoryOf(policy: Policy, opinion: Opinion, { threshold }: Model): Category | undefined {
  if (opinion.probability < threshold) return undefined;
  return policy.categories.find(({ id }) => id === opinion.category);
}

function likelyOf({ candidates }: Opinion): Understanding['candidates'] {
  return candidates
    .slice(0, maxCandidates)
    .map(({ label, probability }) => ({ category: label, score: Math.min(Math.max(round(probability), 0.01), 0.99) }));
}

/** What the model thinks, and the n-grams of its examples that made it think so. */
function learnedFrom({ evidence }: Reading, { category, probability, candidates }: Opinion): string[] {
  const label = category ?? candidates[0]!.label;
  const ngrams = evidence(label, maxNgrams).map((ngram) => `ngram:${ngram}`);
  return [`learned:${label}=${round(probability)}`, ...ngrams];
}

function reportProbability({ categories }: Policy, opinion: Opinion | undefined): number {
  const reports = categories.filter(({ kind }) => kind === 'report');
  return opinion ? reports.reduce((sum, { id }) => sum + opinion.probabilityOf(id), 0) : 0;
}

const round = (score: number): number => Math.round(score * 100) / 100;

/** The questions of the most likely category, or the policy's general questions; none for a (suspected) report. */
function questionsOf(policy: Policy, category: Category | undefined, confidential: boolean): readonly Question[] {
  return confidential ? [] : (category?.questions ?? policy.questions).slice(0, maxQuestions);
}
