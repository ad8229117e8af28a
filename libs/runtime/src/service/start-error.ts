import { DatabaseUnavailable, DatabaseUnfit, errorCode, HomeInUse, sqlState } from '@redress/database';
import { PolicyError } from '@redress/policy';
import { ConfigError } from '../config/read-config.js';
import { describeError } from '../logging/describe-error.js';

/** The process cannot start. The message says why and what to do, and contains no secret. */
export class StartError extends Error {
  readonly code = 'cannot-start';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
  }
}

/**
 * The message for the person who started the process: what to do if the cause is known, otherwise the code and the
 * stack.
 */
export function sentenceFor(error: unknown): string {
  if (
    error instanceof StartError ||
    error instanceof ConfigError ||
    error instanceof HomeInUse ||
    error instanceof DatabaseUnfit
  )
    return error.message;
  if (error instanceof PolicyError) return `${error.message}\n${error.messageZh}`;
  if (error instanceof DatabaseUnavailable) return 'The database that DATABASE_URL names cannot be reached.';
  switch (sqlState(error)) {
    case '28000':
    case '28P01':
      return 'The database server refuses the user or the password in DATABASE_URL.';
    case '3D000':
      return 'The database that DATABASE_URL names does not exist on that server.';
    case '42501':
      return 'The user in DATABASE_URL lacks a privilege: it must be allowed to create schemas in its database.';
  }
  const { name, code, frames } = describeError(error);
  return `Redress could not start: ${name}${code === undefined ? '' : ` ${code}`}\n${frames.map((frame) => `    ${frame}`).join('\n')}`;
}

/** The variables that name a port. */
export type PortVariable = 'PORT' | 'STAFF_PORT' | 'OPS_PORT';

/** What to throw if a port cannot be opened: a StartError that names the variable, or `error` itself. */
export function portError(variable: PortVariable, port: number, error: unknown): unknown {
  const code = errorCode(error);
  if (code === 'EADDRINUSE')
    return new StartError(
      `Port ${port} is in use by another program (perhaps another Redress). ` +
        `Stop that program, or choose another port with ${variable}.`,
    );
  if (code === 'EACCES')
    return new StartError(`This user may not listen on port ${port}. Choose a port above 1023 with ${variable}.`);
  if (variable !== 'PORT' && (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN'))
    return new StartError(`${variable.replace('PORT', 'HOST')} is not an address of this machine.`);
  return error;
}
