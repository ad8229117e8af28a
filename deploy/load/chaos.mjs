import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startBrokers } from './chaos-brokers.mjs';
import { countQueues, outboxesEmpty } from './chaos-count.mjs';
import { load } from './chaos-load.mjs';
import { everySeconds, lasts, schedule } from './chaos-schedule.mjs';
import { ground } from './ground.mjs';
import { freePort, installation, stopAll } from './processes.mjs';
import { applyTopics, startService, startSink } from './services.mjs';

// npm run chaos [-- --seed 1 --minutes 4 --rate 30 --logs FOLDER --level warn]
// Three Kafka brokers, one PostgreSQL, one intake-form, two routing, two notifier and a mail server on 127.0.0.1, with
// a fault every ten seconds. Exits with 1 if something was lost or a complaint was confirmed under two Message-IDs.
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '4' },
    rate: { type: 'string', default: '30' },
    logs: { type: 'string' },
    level: { type: 'string', default: 'warn' },
  },
});
const [seed, minutes, rate] = [values.seed, values.minutes, values.rate].map(Number);
if (!Number.isInteger(seed) || !(minutes > 0 && minutes <= 60) || !(rate > 0 && rate <= 200)) {
  console.error('--seed: a whole number; --minutes: at most 60; --rate: complaints per second, at most 200.');
  process.exit(2);
}
if (values.logs) await mkdir(values.logs, { recursive: true });
const confirmedWithinMs = 120_000;

const folder = await mkdtemp(join(tmpdir(), 'redress-chaos-'));
let base;
let kafka;
async function cleanUp() {
  await stopAll();
  await kafka?.stop();
  await base?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void cleanUp().finally(() => process.exit(130)));
process.once('uncaughtException', (error) => void (console.error(error), cleanUp().finally(() => process.exit(1))));

try {
  process.exitCode = await run();
} finally {
  await cleanUp();
}
process.exit();

async function run() {
  base = await ground({ kafka: false });
  kafka = await startBrokers(folder);
  const sink = await startSink();
  const databaseUrl = await base.database();
  const environment = {
    ...installation(databaseUrl, kafka.brokers),
    ...sink.environment,
    TOPIC_REPLICATION: '3',
    LOG_LEVEL: values.level,
  };
  await applyTopics(environment, 3);
  const intakePort = await freePort();
  const services = new Map();
  const launch = async (name) => {
    const [service] = name.split(' ');
    const log = values.logs && join(values.logs, `${name.replace(' ', '-')}.log`);
    services.set(
      name,
      await startService(service, environment, { log, ...(service === 'intake-form' && { port: intakePort }) }),
    );
  };
  for (const name of ['intake-form', 'routing 1', 'routing 2', 'notifier 1', 'notifier 2']) await launch(name);

  const faults = schedule(seed, minutes);
  const startedAt = performance.now();
  const sending = load(services.get('intake-form').url, rate, minutes * 60);
  const working = [];
  const busy = new Set();
  for (const fault of faults) {
    await sleep(Math.max(startedAt + fault.atSeconds * 1_000 - performance.now(), 0));
    const beganAt = performance.now();
    fault.beganAt = Date.now();
    console.log(`${String(fault.atSeconds).padStart(4)} s  ${fault.kind} ${fault.target}`);
    const what = fault.kind === 'kill broker' ? 'a broker' : fault.target;
    if (busy.has(what)) {
      // On a slow machine an earlier fault of this target may not be over; a second one would measure something else.
      fault.took = 'skipped: the earlier fault is not over';
      continue;
    }
    busy.add(what);
    const over = (took) => {
      busy.delete(what);
      fault.took = took;
    };
    working.push(
      inflict(fault, services, launch).then(
        () => over(((performance.now() - beganAt) / 1_000).toFixed(1)),
        (error) => over(`failed: ${error.message.split('\n')[0]}`),
      ),
    );
  }
  const { acceptedAt, ids, refused } = await sending;
  await Promise.all(working);
  console.log(`sent; waiting at most ${confirmedWithinMs / 1_000} s until all ${acceptedAt.size} are confirmed`);
  const mails = await untilConfirmed(sink, acceptedAt);
  const left = await outboxesEmpty(databaseUrl, 30_000);
  return report({ faults, acceptedAt, ids, refused, mails, left, queues: await countQueues(kafka.brokers) });
}

/** Inflicts a fault and resolves when it is over: the process runs again, or the third instance has left. */
async function inflict({ kind, target }, services, launch) {
  if (kind === 'kill broker') {
    const number = Number(target.split(' ')[1]);
    await kafka.kill(number);
    await kafka.restart(number);
  } else if (kind === 'kill') {
    await services.get(target).kill();
    await launch(target);
  } else if (kind === 'stop') {
    const stopped = services.get(target);
    stopped.signal('SIGSTOP');
    await sleep(lasts.stop * 1_000);
    stopped.signal('SIGCONT');
  } else {
    await launch(target);
    await sleep(lasts.join * 1_000);
    await services.get(target).stop();
  }
}

async function untilConfirmed(sink, acceptedAt) {
  for (const end = performance.now() + confirmedWithinMs; ; await sleep(500)) {
    const mails = new Map(
      (await sink.ask({ mails: true })).mails.map(([citizen, first, messageIds]) => [citizen, { first, messageIds }]),
    );
    if ([...acceptedAt.keys()].every((citizen) => mails.has(citizen)) || performance.now() > end) return mails;
  }
}

function report({ faults, acceptedAt, ids, refused, mails, left, queues }) {
  const waits = [...acceptedAt]
    .filter(([citizen]) => mails.has(citizen))
    .map(([citizen, at]) => Math.max(mails.get(citizen).first - at, 0));
  waits.sort((a, b) => a - b);
  const seconds = (share) =>
    ((waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? NaN) / 1_000).toFixed(1);
  const missing = acceptedAt.size - waits.length;
  const twoIds = [...mails.values()].filter(({ messageIds }) => messageIds > 1).length;
  const withoutWorkOrder = [...ids].filter((id) => !queues.complaints.has(id)).length;
  const surplus = queues.records - queues.complaints.size;
  const percent = (count) => `${((100 * count) / queues.complaints.size).toFixed(1)} %`;
  console.table(
    faults.map(({ atSeconds, kind, target, beganAt, took }) => {
      const after = [...acceptedAt].filter(
        ([citizen, at]) => mails.has(citizen) && at >= beganAt && at < beganAt + everySeconds * 1_000,
      );
      const slow = after.map(([citizen, at]) => Math.max(mails.get(citizen).first - at, 0)).sort((a, b) => a - b);
      const s = (share) =>
        ((slow[Math.min(slow.length - 1, Math.floor(slow.length * share))] ?? NaN) / 1_000).toFixed(1);
      return { 'at s': atSeconds, fault: kind, target, 'took s': took, 'then p50 s': s(0.5), 'max s': s(1) };
    }),
  );
  for (const [what, value] of Object.entries({
    'seed, minutes, complaints/s': `${seed}, ${minutes}, ${rate}`,
    accepted: acceptedAt.size,
    'never accepted': refused,
    confirmed: waits.length,
    missing,
    'without a work order in a queue': withoutWorkOrder,
    'mails under another Message-ID': twoIds,
    'from accepted to confirmed, p50 / p90 / max':
      `${[0.5, 0.9, 1].map(seconds).join(' / ')} s` + ' (goal < 1 / < 10 / < 20 s)',
    'records in the queues': queues.records,
    'more than one per complaint': `${surplus} = ${percent(surplus)} (goal < 2 %)`,
    'of these, with an event id that occurred before': `${queues.repeated} = ${percent(queues.repeated)}`,
    'left in the outboxes': left,
  })) {
    console.log(`  ${what}: ${value}`);
  }
  return missing > 0 || withoutWorkOrder > 0 || twoIds > 0 ? 1 : 0;
}
