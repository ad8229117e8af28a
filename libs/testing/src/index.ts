export { eventually } from './eventually.js';
export { startPostgres, type TestPostgres } from './postgres.js';
