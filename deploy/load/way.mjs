import { setTimeout as sleep } from 'node:timers/promises';
import { ground } from './ground.mjs';
import { answers, freePort, installation, measured, start } from './processes.mjs';
import { send } from './send.mjs';
import { applyTopics, startService, startSink } from './services.mjs';

const amount = 20_000;

/** From POST to the confirmation accepted by a mail server; measured from the first POST to the last mail. */
export async function way() {
  const [kafka] = await overKafka();
  const [postgres] = await overPostgres();
  return {
    rows: [kafka, postgres],
    figures: {
      'Kafka: confirmed/s of the goal 1,000': (kafka['confirmed/s'] / 1_000).toFixed(2),
      'PostgreSQL: confirmed/s of the goal 600': (postgres['confirmed/s'] / 600).toFixed(2),
      'ours, CPU of the goal 0.9 ms (Kafka, PostgreSQL)': [kafka, postgres]
        .map((row) => (row['ours ms CPU'] / 0.9).toFixed(2))
        .join(', '),
    },
  };
}

async function overKafka() {
  const base = await ground({ kafka: true });
  const sink = await startSink();
  const environment = { ...installation(await base.database(), base.brokers), ...sink.environment };
  await applyTopics(environment);
  const services = [];
  for (const name of ['intake-form', 'routing', 'notifier']) services.push(await startService(name, environment));
  const rows = await run(
    'Kafka, a process each',
    services[0].url,
    sink,
    {
      ...Object.fromEntries(services.map(({ name, pid }) => [name, pid])),
      ...base.pids,
      sink: sink.pid,
    },
    3,
  );
  for (const service of services) await service.stop();
  await sink.stop();
  await base.stop();
  return rows;
}

async function overPostgres() {
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
  const rows = await run(
    'PostgreSQL, all in one',
    `http://127.0.0.1:${port}`,
    sink,
    { 'all-in-one': all.pid, ...base.pids, sink: sink.pid },
    1,
  );
  await all.stop();
  await sink.stop();
  await base.stop();
  return rows;
}

async function run(what, url, sink, pids, own) {
  await send(url, { connections: 32, amount: 1_000 });
  await confirmed(sink, 1_000);
  const { result, seconds, cpu } = await measured(pids, async () => {
    const sent = await send(url, { connections: 32, amount });
    const all = await confirmed(sink, 1_000 + sent.sent);
    return { ...sent, ...all };
  });
  const perComplaint = (name) => Number(((cpu[name] / result.sent) * 1_000).toFixed(2));
  const names = Object.keys(pids);
  const ours = names.slice(0, own).reduce((sum, name) => sum + perComplaint(name), 0);
  return [
    {
      what,
      complaints: result.sent,
      failed: result.failed,
      'confirmed/s': Math.round(result.sent / seconds),
      doubles: result.doubles,
      'ours ms CPU': Number(ours.toFixed(2)),
      ...Object.fromEntries(names.map((name) => [`${name} ms`, perComplaint(name)])),
    },
  ];
}

async function confirmed(sink, count) {
  const end = performance.now() + 120_000;
  let answer = await sink.ask({});
  while (answer.count < count && performance.now() < end) {
    await sleep(20);
    answer = await sink.ask({});
  }
  if (answer.count < count) throw new Error(`Only ${answer.count} of ${count} were confirmed within two minutes.`);
  return answer;
}
