#!/usr/bin/env node
import { sqlState } from '@redress/database';
import { ConfigError } from '@redress/runtime';
import { CommandFailed, terminal } from './output.js';
import { program } from './program.js';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop.abort();
    // What does not end by itself within seconds is not worth a second Ctrl-C.
    setTimeout(() => process.exit(), 5_000).unref();
  });
}
// `redress queue tail network | head`: the reader has enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  stop.abort();
});

try {
  await program({ environment: process.env, output: terminal, signal: stop.signal }).parseAsync();
} catch (error) {
  process.exitCode = error instanceof CommandFailed ? error.exitCode : 1;
  terminal.note(wordsOf(error));
}

/** Messages of foreign errors can quote what was in the database: of those only the kind and the code are said. */
function wordsOf(error: unknown): string {
  if (error instanceof CommandFailed || error instanceof ConfigError) return error.message;
  const code = sqlState(error) ?? (error as { code?: unknown }).code;
  return `That did not work: ${(error as Error).name}${typeof code === 'string' ? ` (${code})` : ''}.`;
}
