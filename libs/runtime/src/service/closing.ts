import { withTimeout } from '@redress/database';
import type { Logger } from 'pino';
import { describeError } from '../logging/describe-error.js';

/**
 * Closes what was opened, in reverse order. Each part has a time limit in milliseconds, so that one that hangs does not
 * prevent the others from closing.
 */
export class Closing {
  private readonly parts: { name: string; limitMs: number; close: () => Promise<unknown> | unknown }[] = [];

  add(name: string, limitMs: number, close: () => Promise<unknown> | unknown): void {
    this.parts.push({ name, limitMs, close });
  }

  /** Closes all parts. Never throws: failures are logged. */
  async closeAll(log: Logger): Promise<void> {
    for (const { name, limitMs, close } of this.parts.splice(0).reverse()) {
      const began = performance.now();
      const closed = async (): Promise<true> => (await close(), true);
      try {
        if (await withTimeout(limitMs, closed, () => false)) {
          log.debug({ part: name, ms: Math.round(performance.now() - began) }, 'closed');
        } else log.warn({ part: name, limitMs }, 'did not close in time');
      } catch (error) {
        log.warn({ part: name, err: describeError(error) }, 'could not be closed');
      }
    }
  }
}
