export { program } from './program.js';
export { CommandFailed, type Output } from './output.js';
