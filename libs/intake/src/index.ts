export { maskNumbers, type Masked } from './mask-numbers.rules.js';
