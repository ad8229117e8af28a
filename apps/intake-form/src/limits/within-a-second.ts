import { DatabaseUnavailable } from '@redress/database';

/** Leaves time for the network, so that the customer has the answer within a second. */
const answerWithinMs = 900;

/**
 * The result of `work`, if it arrives within `waitMs` milliseconds. The work itself is not cancelled: the timeouts of the
 * database end it.
 * @throws DatabaseUnavailable (answered with 503 and Retry-After) when it does not arrive in time
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
