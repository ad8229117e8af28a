import type { Logger } from 'pino';
import { createLogger } from '../logging/logger.js';
import type { ServiceDefinition } from './define-service.js';
import { sentenceFor } from './start-error.js';
import { startServices } from './start-services.js';

/** Something that was started and can be stopped. */
export interface Stoppable {
  stop(): Promise<void>;
}

/**
 * Runs one service in this process with its own ports, database pool and transport. The process ends with 0 after
 * SIGTERM or SIGINT, or with 1 and a message on standard error if the service cannot start.
 */
export function runService(service: ServiceDefinition): Promise<void> {
  return runProcess(() => startServices([service], { environment: process.env }));
}

/**
 * Starts, waits for SIGTERM or SIGINT, stops gracefully and ends the process with 0; a second signal ends it at once
 * with 130. After an uncaught exception or unhandled rejection it logs the error without its message, stops gracefully
 * and ends with 1, because the state of the process is unknown. If `start` rejects, it writes what `sentenceFor`
 * returns to standard error and ends with 1.
 */
export async function runProcess(
  start: () => Promise<Stoppable>,
  log: Logger = createLogger({ level: 'info' }),
): Promise<void> {
  let running: Stoppable | undefined;
  let stopping: Promise<void> | undefined;
  let exitCode: number | undefined;
  const end = (code: number): void => {
    exitCode = Math.max(exitCode ?? 0, code);
    if (!running || stopping) return;
    stopping = running.stop().then(
      () => process.exit(exitCode),
      () => process.exit(1),
    );
  };
  const onSignal = (): void => {
    if (exitCode === undefined) end(0);
    else process.exit(130);
  };
  const onFailure = (error: unknown): void => {
    log.fatal({ err: error }, 'uncaught error');
    end(1);
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  process.on('uncaughtException', onFailure).on('unhandledRejection', onFailure);
  try {
    running = await start();
  } catch (error) {
    process.stderr.write(`${sentenceFor(error)}\n`);
    process.exit(1);
  }
  if (exitCode !== undefined) end(exitCode);
}
