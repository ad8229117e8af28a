export { higherSeverity, higherTier } from './higher.rules.js';
export { evaluate, type Evaluation } from './classifier/evaluate.js';
export { decodeModel, encodeModel, modelFile, trainModel, type Model } from './classifier/model.js';
export { understand } from './understand.rules.js';
export type { Understanding } from './understanding.js';
