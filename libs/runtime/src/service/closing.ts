import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { describeError } from '../logging/describe-error.js';

/** What has been opened, to be closed in the opposite order, each with a limit: one part that hangs must not keep the others from closing. */
export class Closing {
  private readonly parts: { name: string; limitMs: number; close: () => Promise<unknown> | unknown }[] = [];

  add(name: string, limitMs: number, close: () => Promise<unknown> | unknown): void {
    this.parts.push({ name, limitMs, close });
  }

  /** Never throws: what fails is told to the log. */
  async closeAll(log: Logger): Promise<void> {
    for (const { name, limitMs, close } of this.parts.splice(0).reverse()) {
      const started = performance.now();
      const stop = new AbortController();
      try {
        const late = sleep(limitMs, 'late' as const, { signal: stop.signal }).catch(() => undefined);
        if ((await Promise.race([(async () => void (await close()))(), late])) === 'late') log.warn({ part: name, limitMs }, 'did not close in time');
        else log.debug({ part: name, ms: Math.round(performance.now() - started) }, 'closed');
      } catch (error) {
        log.warn({ part: name, err: describeError(error) }, 'did not close well');
      } finally {
        stop.abort();
      }
    }
  }
}
