import type { Logger } from 'pino';
import { createLogger } from '../logging/logger.js';
import type { ServiceDefinition } from './define-service.js';
import { sentenceFor } from './start-error.js';
import { startServices, type StartOptions } from './start-services.js';

/** Something that was started and can be stopped. */
export interface Stoppable {
  stop(): Promise<void>;
}

/**
 * Runs one service as a process of its own: its ports, its database pool, its carrier. Ends the process with 0 after SIGTERM or SIGINT,
 * with 1 and a sentence on standard error where it cannot start.
 */
export function runService(service: ServiceDefinition): Promise<void> {
  return runTogether([service]);
}

/** As {@link runService}, several services in one process behind one pair of ports. */
export function runTogether(services: readonly ServiceDefinition[], options: Partial<StartOptions> = {}): Promise<void> {
  return runProcess(() => startServices(services, { environment: process.env, ...options }));
}

/**
 * The frame of every process: starts, waits for SIGTERM or SIGINT, stops gracefully; a second signal ends it at once.
 * A failure nobody caught is logged (without its words), and the process stops with 1: it could be in any state.
 */
export async function runProcess(start: () => Promise<Stoppable>, log: Logger = createLogger({ level: 'info' })): Promise<void> {
  let running: Stoppable | undefined;
  let ending: Promise<void> | undefined;
  let wanted: number | undefined;
  const end = (code: number): void => {
    wanted = Math.max(wanted ?? 0, code);
    if (!running || ending) return;
    ending = running.stop().then(
      () => process.exit(wanted),
      () => process.exit(1),
    );
  };
  const onSignal = (): void => {
    if (wanted === undefined) end(0);
    else process.exit(130);
  };
  const onFailure = (error: unknown): void => {
    log.fatal({ err: error }, 'a failure nobody caught');
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
  if (wanted !== undefined) end(wanted);
}
