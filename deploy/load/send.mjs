import autocannon from 'autocannon';
import { complaint } from './complaints.mjs';

/**
 * Posts complaints over `connections` keep-alive connections, for `seconds` or until `amount` are sent.
 * Returns requests per second, latencies in ms and the number of failures (no 2xx).
 */
export async function send(url, { connections, seconds, amount, path = '/api/complaints' }) {
  const started = performance.now();
  const result = await autocannon({
    url,
    connections,
    ...(amount ? { amount } : { duration: seconds }),
    requests: [
      {
        method: 'POST',
        path,
        setupRequest: (request) => {
          const { key, body } = complaint();
          return { ...request, body, headers: { 'content-type': 'application/json', 'idempotency-key': key } };
        },
      },
    ],
  });
  const took = (performance.now() - started) / 1_000;
  return {
    rate: Math.round(result['2xx'] / (amount ? took : result.duration)),
    sent: result['2xx'],
    failed: result.non2xx + result.errors,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}
