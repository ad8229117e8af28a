export { routing } from './service.js';
