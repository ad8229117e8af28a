import { DatabaseUnavailable, withTimeout } from '@redress/database';

/** Leaves time for the network, so that the sender gets the response within a second. */
const answerWithinMs = 900;

/**
 * The result of `work`, if it arrives within `waitMs` milliseconds. The work itself is not cancelled: the timeouts of
 * the database end it.
 *
 * @throws DatabaseUnavailable (answered with 503 and Retry-After) when it does not arrive in time
 */
export function withinASecond<T>(work: () => Promise<T>, waitMs = answerWithinMs): Promise<T> {
  return withTimeout<T, never>(waitMs, work, () => {
    throw new DatabaseUnavailable('the database did not answer in time');
  });
}
