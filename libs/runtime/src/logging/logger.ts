import { pino, type DestinationStream, type Logger } from 'pino';
import { clean } from './clean.js';
import { maskText } from './mask.rules.js';

export interface LoggerOptions {
  level: string;
  /** Where lines go; standard output unless told. Written at once: a line is worth most when the process is about to die. */
  destination?: DestinationStream;
}

/**
 * The one way to write a log line: JSON, time in UTC. No personal data leaves through it, whatever it is given: see `clean` and `maskText`. A message should still be
 * our own words: names and texts that stand in a message cannot be told from other words.
 */
export function createLogger({ level, destination = pino.destination({ dest: 1, sync: true }) }: LoggerOptions): Logger {
  const log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => error },
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => clean(fields) as Record<string, unknown>,
      },
      hooks: {
        logMethod(args: unknown[], method) {
          const [first, ...rest] = args;
          const words = rest.map((part) => (typeof part === 'object' ? JSON.stringify(clean(part)) : clean(part)));
          // pino would take the message of an error for the line's own where none is given.
          if (typeof first !== 'object' || first === null) method.apply(this, [maskText(String(first)), ...words] as never);
          else if (first instanceof Error) method.apply(this, [{ err: first }, ...(words.length > 0 ? words : ['failed'])] as never);
          else method.apply(this, [first, ...(words.length > 0 || !('err' in first) ? words : ['failed'])] as never);
        },
      },
    },
    destination,
  );
  // pino does not use the formatter above for the bindings of children; they inherit this.
  const child = log.child as unknown as (this: unknown, bindings: unknown, options: unknown) => Logger;
  return Object.assign(log, {
    child(this: unknown, bindings: unknown, options: unknown): Logger {
      return child.call(this, clean(bindings), options);
    },
  }) as unknown as Logger;
}
