import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';
import { clean } from './clean.js';

/** Writes Nest's own log lines to our logger. Those about the start (each route, each module) have level `debug`. */
export class NestLog implements LoggerService {
  constructor(private readonly to: Logger) {}

  log(message: unknown, ...more: unknown[]): void {
    this.write('debug', message, more);
  }

  error(message: unknown, ...more: unknown[]): void {
    this.write('error', message, more);
  }

  warn(message: unknown, ...more: unknown[]): void {
    this.write('warn', message, more);
  }

  debug(message: unknown, ...more: unknown[]): void {
    this.write('trace', message, more);
  }

  verbose(message: unknown, ...more: unknown[]): void {
    this.write('trace', message, more);
  }

  fatal(message: unknown, ...more: unknown[]): void {
    this.write('fatal', message, more);
  }

  /**
   * Nest passes (message, stack?, context?). The stack begins with the error's message, and the message may be that of
   * an error: in these cases only the context is logged.
   */
  private write(level: 'fatal' | 'error' | 'warn' | 'debug' | 'trace', message: unknown, more: unknown[]): void {
    if (!this.to.isLevelEnabled(level)) return;
    const context = more.filter((part): part is string => typeof part === 'string' && !part.includes('\n')).at(-1);
    const aboutError =
      message instanceof Error ||
      more.some((part) => part instanceof Error || (typeof part === 'string' && part.includes('\n')));
    if (message instanceof Error) this.to[level]({ err: message, context }, 'Nest reported an error');
    else if (aboutError || (typeof message === 'string' && message.includes('\n')))
      this.to[level]({ context }, 'Nest reported an error');
    else if (typeof message === 'string') this.to[level]({ context }, message);
    else this.to[level]({ context, given: clean(message) }, 'Nest reported');
  }
}
