import { DatabaseUnavailable } from '@redress/database';

/** Under a second with the way there and back, as what an intake's own store waits. */
const answerWithinMs = 900;

/**
 * Gives what `work` gives, or throws DatabaseUnavailable (an answer of 503 with Retry-After) where a database that hangs lets it wait for longer.
 * The work itself goes on until the database's own limits end it; nobody waits for it any more.
 */
export async function withinASecond<T>(work: () => Promise<T>, waitMs = answerWithinMs): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseUnavailable('the database did not answer in time')), waitMs);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
