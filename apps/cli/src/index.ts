export { program, type World } from './program.js';
export { CommandFailed, type Output } from './output.js';
