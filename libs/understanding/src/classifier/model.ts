import type { Policy, TuningCase } from '@redress/policy';
import { hash } from 'node:crypto';
import { Classifier } from './classifier.js';
import { opinionOf } from './opinion.rules.js';
import { train } from './train.js';

/** Raised when a change of the code makes other models from the same examples. */
const version = 2;

/** The classifier of a policy, and from which probability of a department on a complaint is assigned to it. */
export interface Model {
  classifier: Classifier;
  /** From 0 to 1; above 1 if the wanted precision is not reached at any probability: then the signals decide. */
  threshold: number;
}

/**
 * Learns from the examples of a policy, and sets the threshold by its tuning cases. Blocks for seconds. Undefined if
 * the policy has no examples.
 */
export function trainModel(policy: Policy): Model | undefined {
  const examples = Object.entries(policy.examples).flatMap(([label, texts]) => texts.map((text) => ({ text, label })));
  if (examples.length === 0) return undefined;
  const classifier = train(examples);
  return { classifier, threshold: thresholdOf(policy, classifier) };
}

/** Without tuning cases: the wanted precision itself, as if the probabilities were exact. */
function thresholdOf(policy: Policy, classifier: Classifier): number {
  const { precision } = policy.signals.thresholds;
  if (policy.tuning.length === 0) return precision;
  const judged = policy.tuning.map((one) => {
    const { department, probability } = opinionOf(classifier.read(one.text).ranked, policy);
    return { probability: department === undefined ? 0 : probability, right: isRight(policy, one, department) };
  });
  return lowestThreshold(judged, precision);
}

/** Whether the department answers for the class of the case, or for another class that can be defended. */
export function isRight({ categories }: Policy, one: TuningCase, department: string | undefined): boolean {
  const defended = [one.class, ...one.or].map((label) => categories.find(({ id }) => id === label)?.department);
  return department !== undefined && defended.includes(department);
}

/**
 * The lowest probability from which on, counted together, the share of right answers is at least `precision`; above 1 if
 * there is none. The share is estimated by Laplace's rule of succession, so that few cases prove little: for 0.95, at
 * least 18 must be right.
 */
export function lowestThreshold(judged: readonly { probability: number; right: boolean }[], precision: number): number {
  const never = 1.01;
  const best = [...judged].sort((a, b) => b.probability - a.probability);
  let right = 0;
  let threshold = never;
  for (const [index, one] of best.entries()) {
    if (one.probability === 0) break;
    if (one.right) right += 1;
    if ((right + 1) / (index + 3) >= precision) threshold = one.probability;
  }
  return threshold;
}

/**
 * A text (hex) that differs where the models of two policies may differ: it changes with everything that a model is
 * learned from, and with `version`.
 */
export function modelKey({ categories, examples, tuning, signals }: Policy): string {
  const departments = categories.map(({ id, department }) => [id, department]);
  const from = [version, departments, examples, tuning, signals.thresholds.precision];
  return hash('sha256', JSON.stringify(from));
}

/** The hidden file in the policy's folder in which its model is kept. */
export function modelFile(policy: Policy): string {
  return `.model-${modelKey(policy).slice(0, 16)}`;
}

/** The bytes of a model for a file. */
export function encodeModel({ classifier, threshold }: Model): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify({ threshold })}\n`), classifier.encode()]);
}

/** @throws Error when the bytes are not those of `encodeModel` */
export function decodeModel(bytes: Buffer): Model {
  const end = bytes.indexOf('\n');
  const { threshold } = JSON.parse(bytes.toString('utf8', 0, end)) as { threshold: number };
  if (typeof threshold !== 'number') throw new Error('The model has no threshold.');
  return { threshold, classifier: Classifier.decode(bytes.subarray(end + 1)) };
}
