import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Calls `attempt` every 25 ms until it neither throws nor rejects, and gives what it returned. After `timeoutMs` (5,000
 * unless told) the last error of `attempt` is thrown, so the test says what was still wrong.
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
