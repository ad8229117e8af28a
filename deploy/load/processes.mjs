import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, readFileSync, readdirSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const root = join(import.meta.dirname, '../..');

/** A port of 127.0.0.1 that is free now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const running = new Set();

/**
 * Starts a Node process and resolves when `ready` does. Its output is shown only if it fails, and is appended to the
 * file `log` if one is given.
 */
export async function start(name, script, environment, ready, { log } = {}) {
  // With the options of `npm start` and of the image.
  const child = spawn(process.execPath, ['--max-semi-space-size=32', join(root, script)], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      KAFKAJS_NO_PARTITIONER_WARNING: '1',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => (output = (output + data).slice(-4_000)));
  if (log) for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => appendFileSync(log, data));
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const messages = [];
  child.on('message', (message) => messages.push(message));
  const process_ = {
    name,
    pid: child.pid,
    messages,
    ask: (question) =>
      new Promise((resolve) => {
        child.once('message', resolve);
        child.send(question);
      }),
    output: () => output,
    signal: (name) => child.kill(name),
    /** Ends it as kill -9 does. */
    async kill() {
      running.delete(process_);
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      running.delete(process_);
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await exited;
      clearTimeout(timer);
    },
  };
  running.add(process_);
  const early = exited.then((code) => Promise.reject(new Error(`${name} ended with ${code}:\n${output}`)));
  early.catch(() => undefined);
  await Promise.race([ready(process_), early]);
  return process_;
}

const cleanUps = new Set();

/** Registers `stop` for {@link stopAll}. Returns a function that calls it now instead; it is called at most once. */
export function cleanUp(stop) {
  const once = async () => {
    if (cleanUps.delete(once)) await stop();
  };
  cleanUps.add(once);
  return once;
}

/** Stops what is still running: first all processes, then what was registered with {@link cleanUp}, last first. */
export async function stopAll() {
  await Promise.all([...running].map((one) => one.stop()));
  for (const stop of [...cleanUps].reverse()) await stop();
}

/** Returns a function that waits until `url` answers 200. */
export function answers(url, withinMs = 60_000) {
  return async () => {
    const end = performance.now() + withinMs;
    while (performance.now() < end) {
      const response = await fetch(url).catch(() => undefined);
      if (response?.status === 200) return;
      await sleep(50);
    }
    throw new Error(`${url} did not become ready.`);
  };
}

/** The variables that all services of one measured installation have in common. */
export function installation(databaseUrl, brokers) {
  return {
    DATABASE_URL: databaseUrl,
    ...(brokers && { KAFKA_BROKERS: brokers }),
    TOPIC_REPLICATION: '1',
    POLICY_DIR: join(root, 'deploy/policies/telecom'),
    INSTALLATION_SECRET: randomBytes(24).toString('hex'),
    LINK_SECRETS: `bench:${randomBytes(24).toString('hex')}`,
    FORM_PER_CONTACT: '1000000',
    FORM_PER_DRAFT: '1000000',
    FORM_PER_ADDRESS: '100000000',
  };
}

const ticksPerSecond = 100;

/** CPU seconds used by a process and all its descendants (Linux; 0 elsewhere). */
export function cpuSeconds(pid) {
  try {
    const parents = new Map();
    for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, 'latin1');
        const after = fields.slice(fields.lastIndexOf(')') + 2).split(' ');
        // Fields 14 to 17: user and system time, also those of children that have ended.
        parents.set(Number(name), {
          parent: Number(after[1]),
          ticks: after.slice(11, 15).reduce((sum, field) => sum + Number(field), 0),
        });
      } catch {
        // The process has ended.
      }
    }
    const total = (id) =>
      [...parents].reduce(
        (sum, [child, { parent }]) => (parent === id ? sum + total(child) : sum),
        parents.get(id)?.ticks ?? 0,
      );
    return total(pid) / ticksPerSecond;
  } catch {
    return 0;
  }
}

/** Resident memory of one process in MB (Linux). */
export function residentMb(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  } catch {
    return NaN;
  }
}

/** Proportional memory (PSS) of one process in MB (Linux). */
export function proportionalMb(pid) {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]) / 1024;
  } catch {
    return 0;
  }
}

/** The command line of a process (Linux). */
export function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** The ids of all descendants of a process (Linux). */
export function descendants(pid) {
  const parents = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((entry) => {
      try {
        const fields = readFileSync(`/proc/${entry}/stat`, 'latin1');
        return { pid: Number(entry), parent: Number(fields.slice(fields.lastIndexOf(')') + 2).split(' ')[1]) };
      } catch {
        return { pid: 0, parent: 0 };
      }
    });
  const below = (id) =>
    parents.filter(({ parent }) => parent === id).flatMap((child) => [child.pid, ...below(child.pid)]);
  return below(pid);
}

/**
 * Measures the CPU time of processes (`pids` by name) while `work` runs. Returns
 * `{ result, seconds, cpu: { name: seconds } }`.
 */
export async function measured(pids, work) {
  const before = Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuSeconds(pid)]));
  const startedAt = performance.now();
  const result = await work();
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpu = Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuSeconds(pid) - before[name]]));
  return { result, seconds, cpu };
}
