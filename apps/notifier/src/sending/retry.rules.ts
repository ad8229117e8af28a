/** How long a message is retried, from the time it was requested. */
export const giveUpAfterMs = 48 * 3_600_000;

const firstMs = 30_000;
const longestMs = 3_600_000;

/**
 * Milliseconds to wait after the nth failed attempt: 30 s, doubled up to an hour, and up to a tenth more (`spread`, 0
 * to 1), so that messages that failed together are not all retried together.
 */
export function pauseAfterAttempt(attempt: number, spread: number): number {
  return Math.round(Math.min(firstMs * 2 ** (attempt - 1), longestMs) * (1 + spread / 10));
}

/** Milliseconds for which a channel is paused after its nth consecutive failure: 1 s, doubled up to a minute. */
export function channelPause(failures: number): number {
  return Math.min(1_000 * 2 ** (failures - 1), 60_000);
}

/** 0 to 1, from the last eight hexadecimal digits of a UUID. */
export function spreadOf(id: string): number {
  return Number.parseInt(id.slice(-8), 16) / 0xffff_ffff;
}
