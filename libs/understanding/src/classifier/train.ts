import { Classifier } from './classifier.js';
import { ngramsOf } from './features.js';
import { fitLinear, probabilitiesOf, scoresOf } from './linear.js';
import { vectorOf, vocabularyOf } from './vectors.js';

/** A text and its class. */
export interface Example {
  text: string;
  label: string;
}

const folds = 3;
const temperatures = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2, 2.5, 3] as const;

/**
 * Trains a classifier. Deterministic, without I/O; blocks for seconds, so services call it in a thread. The temperature
 * is the one under which examples that were held back are most probable.
 */
export function train(examples: readonly Example[]): Classifier {
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  const texts = examples.map(({ text, label }) => ({ ngrams: ngramsOf(text), label: labels.indexOf(label) }));
  const heldBack: Scored[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const { vocabulary, model } = fit(
      texts.filter((_, index) => index % folds !== fold),
      labels.length,
    );
    for (let index = fold; index < texts.length; index += folds) {
      const { ngrams, label } = texts[index]!;
      heldBack.push({ scores: scoresOf(model, vectorOf(ngrams, vocabulary)), label });
    }
  }
  const { vocabulary, model } = fit(texts, labels.length);
  return new Classifier(labels, vocabulary, model, bestTemperature(heldBack));
}

interface Counted {
  ngrams: ReadonlyMap<string, number>;
  label: number;
}

interface Scored {
  scores: Float64Array;
  label: number;
}

function fit(texts: readonly Counted[], classes: number) {
  const vocabulary = vocabularyOf(texts.map(({ ngrams }) => ngrams));
  const vectors = texts.map(({ ngrams }) => vectorOf(ngrams, vocabulary));
  const labels = texts.map(({ label }) => label);
  return { vocabulary, model: fitLinear(vectors, labels, vocabulary.places.size, classes) };
}

function bestTemperature(scored: readonly Scored[]): number {
  const lossOf = (temperature: number): number =>
    scored.reduce(
      (sum, { scores, label }) => sum - Math.log(Math.max(probabilitiesOf(scores, temperature)[label]!, 1e-12)),
      0,
    );
  return temperatures.reduce<number>((best, one) => (lossOf(one) < lossOf(best) ? one : best), 1);
}
