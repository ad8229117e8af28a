import type { Vector } from './vectors.js';

/** A multinomial linear model. The weight of class c for place p is `weights[p * classes + c]`. */
export interface LinearModel {
  classes: number;
  weights: Float32Array;
  biases: Float32Array;
}

const settings = { epochs: 12, rate: 0.3, biasRate: 0.02, decay: 1e-5, firstSquare: 1e-3, negligible: 1e-6 } as const;

/**
 * Fits a multinomial logistic regression with AdaGrad (Duchi, Hazan, Singer 2011). The same input always gives the same
 * model: the order of the examples comes from a fixed seed.
 *
 * @param size the number of places of the vectors
 * @param labels the class of each vector, from 0
 */
export function fitLinear(
  vectors: readonly Vector[],
  labels: readonly number[],
  size: number,
  classes: number,
): LinearModel {
  const weights = new Float32Array(size * classes);
  const squares = new Float32Array(size * classes).fill(settings.firstSquare);
  const biases = new Float32Array(classes);
  const model = { classes, weights, biases };
  const order = vectors.map((_, index) => index);
  const random = randomFrom(1);
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    shuffle(order, random);
    for (const index of order) {
      const { indexes, values } = vectors[index]!;
      const errors = probabilitiesOf(scoresOf(model, vectors[index]!));
      errors[labels[index]!]! -= 1;
      for (let c = 0; c < classes; c++) biases[c]! -= settings.biasRate * errors[c]!;
      for (let k = 0; k < indexes.length; k++) {
        const base = indexes[k]! * classes;
        const value = values[k]!;
        for (let c = 0; c < classes; c++) {
          const gradient = errors[c]! * value + settings.decay * weights[base + c]!;
          if (gradient > -settings.negligible && gradient < settings.negligible) continue;
          const sum = (squares[base + c]! += gradient * gradient);
          weights[base + c]! -= (settings.rate * gradient) / Math.sqrt(sum);
        }
      }
    }
  }
  return model;
}

/** One score (logit) for each class. */
export function scoresOf({ classes, weights, biases }: LinearModel, { indexes, values }: Vector): Float64Array {
  const scores = new Float64Array(biases);
  for (let k = 0; k < indexes.length; k++) {
    const base = indexes[k]! * classes;
    const value = values[k]!;
    for (let c = 0; c < classes; c++) scores[c]! += weights[base + c]! * value;
  }
  return scores;
}

/** Softmax. A `temperature` above one makes the probabilities less extreme. */
export function probabilitiesOf(scores: Float64Array, temperature = 1): Float64Array {
  let highest = -Infinity;
  for (const score of scores) if (score > highest) highest = score;
  const probabilities = new Float64Array(scores.length);
  let sum = 0;
  for (let c = 0; c < scores.length; c++) sum += probabilities[c] = Math.exp((scores[c]! - highest) / temperature);
  for (let c = 0; c < scores.length; c++) probabilities[c]! /= sum;
  return probabilities;
}

function shuffle(list: number[], random: () => number): void {
  for (let last = list.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [list[last], list[other]] = [list[other]!, list[last]!];
  }
}

/** Numbers from 0 to 1 (a linear congruential generator; Numerical Recipes, 3rd edition, §7.1.4). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
