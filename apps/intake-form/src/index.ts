export { intakeForm } from './service.js';
