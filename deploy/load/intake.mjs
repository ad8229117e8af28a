import { Kafka, logLevel } from 'kafkajs';
import { ground } from './ground.mjs';
import { installation, measured } from './processes.mjs';
import { send } from './send.mjs';
import { applyTopics, startBare, startService } from './services.mjs';

const connections = 64;
const seconds = 8;

/**
 * POST → 202 over 64 connections, compared with (a) the bare transport and (b) a bare handler that does the same work.
 * Three rounds each, in turn; the results are medians.
 */
export async function intake() {
  const base = await ground({ kafka: true });
  const environment = installation(await base.database(), base.brokers);
  const kafka = new Kafka({ brokers: [base.brokers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: 'bare', numPartitions: 12 }] });
  await admin.disconnect();
  await applyTopics(environment);

  const kinds = {
    'a: node:http + kafkajs': () => startBare('bare-publish', { ...environment, BARE_TOPIC: 'bare' }),
    'b: bare handler, same checks and insert': (round) =>
      startBare('bare-intake', { ...environment, BARE_SCHEMA: `bare_${round}` }),
    'Redress intake-form': () => startService('intake-form', environment),
  };
  const rounds = Object.fromEntries(Object.keys(kinds).map((name) => [name, []]));
  for (let round = 0; round < 3; round++) {
    for (const [name, begin] of Object.entries(kinds)) {
      const one = await begin(round);
      await send(one.url, { connections, seconds: 2 });
      const { result, cpu } = await measured({ own: one.pid, ...base.pids }, () =>
        send(one.url, { connections, seconds }),
      );
      rounds[name].push({ ...result, ownUs: (cpu.own / result.sent) * 1e6 });
      await one.stop();
    }
  }
  await base.stop();

  const median = (values) => [...values].sort((x, y) => x - y)[values.length >> 1];
  const rows = Object.entries(rounds).map(([name, results]) => ({
    what: name,
    'requests/s': median(results.map(({ rate }) => rate)),
    'p50 ms': median(results.map(({ p50 }) => p50)),
    'p99 ms': median(results.map(({ p99 }) => p99)),
    'own CPU µs': Math.round(median(results.map(({ ownUs }) => ownUs))),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
  }));
  const [a, b, ours] = rows.map((row) => row['requests/s']);
  return {
    rows,
    figures: {
      'ours / b (goal ≥ 0.7)': (ours / b).toFixed(2),
      'ours / a': (ours / a).toFixed(2),
      'CPU of b / CPU of ours': (rows[1]['own CPU µs'] / rows[2]['own CPU µs']).toFixed(2),
    },
  };
}
