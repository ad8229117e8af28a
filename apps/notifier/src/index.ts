export { notifier } from './service.js';
