import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Resolves when something accepts connections on the port of 127.0.0.1.
 * @throws Error with the result of `why`, if `failed` returns true or `timeoutMs` milliseconds pass before that
 */
export async function untilItListens(
  port: number,
  failed: () => boolean,
  timeoutMs: number,
  why: () => Promise<string>,
): Promise<void> {
  for (const end = performance.now() + timeoutMs; performance.now() < end && !failed(); await sleep(50)) {
    const socket = connect(port, '127.0.0.1');
    const open = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.setTimeout(1_000, () => resolve(false));
    });
    socket.destroy();
    if (open) return;
  }
  throw new Error(`nothing listens on 127.0.0.1:${port}.\n${await why()}`);
}
