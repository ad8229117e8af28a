export { higherSeverity, higherTier } from './higher.rules.js';
export { understand } from './understand.rules.js';
export type { Understanding } from './understanding.js';
