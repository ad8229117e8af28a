import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Calls `attempt` every 25 ms until it neither throws nor rejects, and returns its result.
 * @throws the last error of `attempt` after `timeoutMs` milliseconds (default 5,000), so a test shows what was wrong
 */
export async function eventually<T>(attempt: () => T | Promise<T>, timeoutMs = 5_000): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await sleep(25);
  }
}
