import { setTimeout as sleep } from 'node:timers/promises';
import { complaint } from './complaints.mjs';

const retryMs = 250;

/**
 * Posts `rate` complaints per second for `seconds`. Each is retried with the same idempotency key until it is accepted,
 * for at most a minute. Returns when each was accepted (`acceptedAt`: `Map` of citizen → milliseconds since the epoch),
 * the ids (`ids`), and the number of complaints that were never accepted (`refused`).
 */
export async function load(url, rate, seconds) {
  const acceptedAt = new Map();
  const ids = new Set();
  let refused = 0;
  const one = async (index) => {
    const { key, body } = complaint(index);
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    for (const end = performance.now() + 60_000; performance.now() < end; await sleep(retryMs)) {
      const signal = AbortSignal.timeout(10_000);
      const response = await fetch(`${url}/api/complaints`, { method: 'POST', body, headers, signal }).catch(
        () => undefined,
      );
      const answer = await response?.json().catch(() => undefined);
      if (response?.status !== 202 || !answer) continue;
      acceptedAt.set(index, Date.now());
      ids.add(answer.id);
      return;
    }
    refused += 1;
  };
  const startedAt = performance.now();
  const pending = [];
  for (let index = 0; index < rate * seconds; index++) {
    const wait = startedAt + (index * 1_000) / rate - performance.now();
    if (wait > 0) await sleep(wait);
    pending.push(one(index));
  }
  await Promise.all(pending);
  return { acceptedAt, ids, refused };
}
