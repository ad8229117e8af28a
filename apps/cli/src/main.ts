#!/usr/bin/env node
import { errorCode } from '@redress/database';
import { ConfigError } from '@redress/runtime';
import { CommandFailed, terminal } from './output.js';
import { program } from './program.js';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop.abort();
    // A command that does not end within five seconds is ended, without a second Ctrl-C.
    setTimeout(() => process.exit(), 5_000).unref();
  });
}
// `redress queue tail network | head`: the reader has closed the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  stop.abort();
});

try {
  await program({ environment: process.env, output: terminal, signal: stop.signal }).parseAsync();
} catch (error) {
  process.exitCode = error instanceof CommandFailed ? error.exitCode : 1;
  terminal.note(messageOf(error));
}

/** Messages of errors that are not ours can quote data of customers: only their name and code are printed. */
function messageOf(error: unknown): string {
  if (error instanceof CommandFailed || error instanceof ConfigError) return error.message;
  const code = errorCode(error);
  return `The command failed: ${(error as Error).name}${code === undefined ? '' : ` (${code})`}.`;
}
