import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import yaml from 'yaml';
import { complaintReceived, newId, topics } from '@redress/contracts';
import { PostgresTransport } from '@redress/messaging';
import { loadPolicy } from '@redress/policy';
import { aComplaint, anEvent } from '@redress/testing';
import { ground } from './ground.mjs';
import { answers, cleanUp, freePort, installation, measured, root, start } from './processes.mjs';
import { applyTopics } from './services.mjs';

const amount = 12_000;
const rounds = 5;

/**
 * Decisions per second of routing, with the learned model in force, compared with a consumer that only writes
 * (bare-decide.mjs). Each has its own database of one PostgreSQL; the complaints are in the topic before the time
 * begins, which ends when all decisions are published. They are measured in turn.
 */
export async function decide() {
  const base = await ground({ kafka: false });
  const texts = await realTexts();
  const kinds = [
    await consumer('routing', 'apps/routing/dist/main.js', base),
    await consumer('bare', 'deploy/load/bare-decide.mjs', base),
  ];
  for (const one of kinds) await one.decide(texts.slice(0, 4_000));
  const results = { routing: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    // Whoever is first in one round is last in the next one.
    for (const one of round % 2 === 0 ? kinds : [...kinds].reverse()) {
      const { seconds, cpu } = await one.decide(texts);
      const ms = (name) => (cpu[name] / amount) * 1_000;
      results[one.name].push({ rate: amount / seconds, own: ms('own'), database: ms('database') });
    }
  }
  for (const one of kinds) await one.stop();
  await base.stop();

  const median = (values) => [...values].sort((x, y) => x - y)[values.length >> 1];
  const inEachRound = (of) => results.routing.map((one, round) => of(one, results.bare[round]));
  const ratios = inEachRound((routing, bare) => routing.rate / bare.rate);
  const cpuRatios = inEachRound((routing, bare) => (bare.own + bare.database) / (routing.own + routing.database));
  return {
    rows: Object.entries(results).map(([what, list]) => ({
      what: what === 'bare' ? 'only writes' : 'routing',
      complaints: amount * rounds,
      'decisions/s': Math.round(median(list.map(({ rate }) => rate))),
      'own CPU ms': Number(median(list.map(({ own }) => own)).toFixed(3)),
      'database CPU ms': Number(median(list.map(({ database }) => database)).toFixed(3)),
    })),
    figures: {
      'routing / only writes, median of the rounds (goal ≥ 0.6)': median(ratios).toFixed(2),
      'CPU of only writes / CPU of routing, database included': median(cpuRatios).toFixed(2),
      'each round': ratios.map((ratio) => ratio.toFixed(2)).join(', '),
    },
  };
}

/** Texts of the telecom policy's tuning and test cases, repeated. */
async function realTexts() {
  const { tuning } = await loadPolicy(join(root, 'deploy/policies/telecom'));
  const test = yaml.parse(await readFile(join(root, 'libs/understanding/src/spec/cases.telecom.yaml'), 'utf8'));
  const all = [...tuning, ...test.cases].map(({ text }) => text);
  return Array.from({ length: amount }, (_, index) => all[index % all.length]);
}

/** A running consumer of complaints over PostgreSQL, with a database of its own. */
async function consumer(name, script, base) {
  const url = await base.database();
  const environment = installation(url);
  await applyTopics(environment);
  const ops = await freePort();
  const child = await start(
    name,
    script,
    { PORT: String(await freePort()), OPS_PORT: String(ops), ...environment },
    answers(`http://127.0.0.1:${ops}/readyz`),
  );
  const transport = await PostgresTransport.open(url, pino({ level: 'silent' }));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const close = cleanUp(async () => {
    await client.end();
    await transport.close();
  });
  const published = async () => {
    const { rows } = await client.query(
      'SELECT sum(next_offset)::int AS sum FROM transport.partitions WHERE topic = $1',
      [topics.decisions],
    );
    return rows[0].sum;
  };
  return {
    name,
    async decide(texts) {
      const wanted = (await published()) + texts.length;
      const records = texts.map(recordOf);
      // In one transaction: the consumer sees all of them at once.
      await transport.publish(records);
      return measured({ own: child.pid, ...base.pids }, async () => {
        const end = performance.now() + 60_000;
        while ((await published()) < wanted) {
          if (performance.now() > end) throw new Error(`${name} did not decide within a minute: ${child.output()}`);
          await sleep(10);
        }
      });
    },
    async stop() {
      await child.stop();
      await close();
    },
  };
}

function recordOf(text) {
  const subject = newId();
  const value = JSON.stringify(anEvent(complaintReceived, aComplaint({ text }), { subject }));
  return { topic: topics.complaints, key: subject, value };
}
