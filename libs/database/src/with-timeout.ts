/**
 * Runs `work` and settles as it does, but after `timeoutMs` milliseconds settles with what `onTimeout` returns or
 * throws. The work is not cancelled: it continues, and its later result or error is ignored.
 */
export async function withTimeout<T, L>(
  timeoutMs: number,
  work: () => Promise<T> | T,
  onTimeout: () => L,
): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  }).then(onTimeout);
  try {
    return await Promise.race([(async () => work())(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
