export { normalizeText } from './normalize-text.js';
export { understand } from './understand.rules.js';
export type { Candidate, Understanding } from './understanding.js';
