import { setTimeout as sleep } from 'node:timers/promises';
import { complaint } from './complaints.mjs';
import { ground } from './ground.mjs';
import { answers, freePort, installation, start } from './processes.mjs';
import { startSink } from './services.mjs';

const perSecond = 100;
const seconds = 60;
/** The same load before the measurement begins, while the JIT compiler is still at work. */
const warmUpSeconds = 10;

/**
 * Normal load: 100 complaints per second for a minute, all-in-one on PostgreSQL, from POST to the mail server's 250.
 */
export async function quiet() {
  const base = await ground({ kafka: false });
  const sink = await startSink();
  const [port, ops] = [await freePort(), await freePort()];
  const environment = {
    ...installation(await base.database()),
    ...sink.environment,
    PORT: String(port),
    OPS_PORT: String(ops),
  };
  const all = await start(
    'all-in-one',
    'apps/all-in-one/dist/main.js',
    environment,
    answers(`http://127.0.0.1:${ops}/readyz`),
  );
  const sentAt = new Map();
  const answered = [];
  const first = 1_000_000;
  const startedAt = performance.now();
  const pending = [];
  for (let index = 0; index < perSecond * (warmUpSeconds + seconds); index++) {
    const wait = startedAt + (index * 1_000) / perSecond - performance.now();
    if (wait > 0) await sleep(wait);
    const { key, body } = complaint(first + index);
    const at = Date.now();
    const counts = index >= perSecond * warmUpSeconds;
    if (counts) sentAt.set(first + index, at);
    pending.push(
      fetch(`http://127.0.0.1:${port}/api/complaints`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
      }).then(async (response) => {
        await response.arrayBuffer();
        if (counts) answered.push(response.status === 202 ? Date.now() - at : Infinity);
      }),
    );
  }
  await Promise.all(pending);
  await sleep(2_000);
  const { times } = await sink.ask({ times: true });
  await all.stop();
  await sink.stop();
  await base.stop();
  const confirmed = times.filter(([citizen]) => sentAt.has(citizen)).map(([citizen, at]) => at - sentAt.get(citizen));
  const row = (what, values) => {
    const sorted = [...values].sort((x, y) => x - y);
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    return {
      what,
      n: sorted.length,
      'p50 ms': at(0.5),
      'p95 ms': at(0.95),
      'p99 ms': at(0.99),
      'max ms': sorted.at(-1),
    };
  };
  return {
    rows: [row('POST → 202', answered), row('POST → confirmation accepted (goal p99 < 250)', confirmed)],
    figures: { unconfirmed: sentAt.size - confirmed.length },
  };
}
