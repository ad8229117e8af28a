import { pino, type DestinationStream, type Logger } from 'pino';
import { clean } from './clean.js';
import { maskText } from './mask.rules.js';

interface LoggerOptions {
  /** The lowest level to log: `trace`, `debug`, `info`, `warn`, `error`, `fatal`, or `silent`. */
  level: string; /** Default: standard output, written synchronously: the last lines before a crash are not lost. */
  destination?: DestinationStream;
}

/**
 * Creates a logger: one JSON line per call, time in UTC. It writes no personal data, whatever it is passed: fields are
 * cleaned (see `clean`), phone numbers, mail addresses and passwords in strings are masked (see `maskText`). Messages
 * must be constant text all the same: names and free text in a message cannot be recognized.
 */
export function createLogger({
  level,
  destination = pino.destination({ dest: 1, sync: true }),
}: LoggerOptions): Logger {
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
          // Without a message, pino would use the message of the error.
          if (typeof first !== 'object' || first === null)
            method.apply(this, [maskText(String(first)), ...words] as never);
          else if (first instanceof Error)
            method.apply(this, [{ err: first }, ...(words.length > 0 ? words : ['failed'])] as never);
          else method.apply(this, [first, ...(words.length > 0 || !('err' in first) ? words : ['failed'])] as never);
        },
      },
    },
    destination,
  );
  // pino does not apply the formatter above to the bindings of child loggers; they inherit this method.
  const child = log.child as unknown as (this: unknown, bindings: unknown, options: unknown) => Logger;
  return Object.assign(log, {
    child(this: unknown, bindings: unknown, options: unknown): Logger {
      return child.call(this, clean(bindings), options);
    },
  }) as unknown as Logger;
}
