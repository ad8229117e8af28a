/**
 * Tests the first command of the README: `npm start` on an empty home, a complaint over HTTP until a department is
 * shown, Ctrl-C; then a second start on the same home, with the complaint still there, and SIGTERM. Exits with 1 and a
 * message after a failure.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { serviceVariables } from './service-variables.mjs';

const workspace = fileURLToPath(new URL('../..', import.meta.url));
const home = await mkdtemp(join(tmpdir(), 'redress-smoke-'));
const [port, opsPort] = [await freePort(), await freePort()];
const publicUrl = `http://127.0.0.1:${port}`;
const opsUrl = `http://127.0.0.1:${opsPort}`;
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !serviceVariables.includes(name))),
  PORT: String(port),
  OPS_PORT: String(opsPort),
  REDRESS_HOME: home,
};
const running = new Set();

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}

/** Starts a program in its own process group, to which Ctrl-C is sent; keeps the end of its output. */
function start(program, args) {
  const child = spawn(program, args, { cwd: workspace, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const started = { child, said: '', exit: undefined };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (started.said = (started.said + chunk).slice(-8_000)));
  started.ended = new Promise((resolve) =>
    child.once('close', (code, signal) => resolve((started.exit = { code, signal }))),
  );
  running.add(started);
  return started;
}

/** Calls `attempt` until it returns something other than undefined. */
async function until(what, seconds, started, attempt) {
  for (const end = performance.now() + seconds * 1_000; performance.now() < end; await sleep(50)) {
    const found = await attempt().catch(() => undefined);
    if (found !== undefined) return found;
    if (started.exit) throw new Error(`the process exited (${JSON.stringify(started.exit)}) before: ${what}`);
  }
  throw new Error(`not within ${seconds} s: ${what}`);
}

async function json(url, options) {
  const response = await fetch(url, { ...options, signal: AbortSignal.timeout(5_000) });
  return { status: response.status, body: await response.json() };
}

const ready = (started, seconds) =>
  until('/readyz answers', seconds, started, async () => ((await fetch(`${opsUrl}/readyz`)).ok ? true : undefined));

async function progress({ number, code }) {
  const { status, body } = await json(`${publicUrl}/api/complaints/${number}`, {
    headers: { authorization: `Bearer ${code}` },
  });
  return status === 200 && body.department ? body : undefined;
}

/** Waits for the process to exit; then the ports must be closed and the database stopped. */
async function gone(started, seconds) {
  const late = sleep(seconds * 1_000, 'late', { ref: false });
  if ((await Promise.race([started.ended, late])) === 'late')
    throw new Error(`the process did not exit within ${seconds} s`);
  running.delete(started);
  for (const url of [publicUrl, opsUrl]) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      throw new Error(`${url} still responds after the exit`);
  }
  if (existsSync(join(home, 'postgres', 'cluster', 'data', 'postmaster.pid')))
    throw new Error('the database is still running');
}

function report(step, began) {
  console.log(`ok  ${step} (${Math.round(performance.now() - began)} ms)`);
}

async function smoke() {
  let began = performance.now();
  const first = start('npm', ['start']);
  await ready(first, 180);
  report('npm start: built and ready on an empty home', began);

  began = performance.now();
  const body = JSON.stringify({
    text: '家里宽带从昨晚开始一直断，打客服说要等三天',
    customer: { email: 'smoke@example.test' },
  });
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const accepted = await json(`${publicUrl}/api/complaints`, { method: 'POST', headers, body });
  if (accepted.status !== 202 || !/^\d{16}$/.test(accepted.body.number))
    throw new Error(`POST /api/complaints returned ${accepted.status}`);
  const again = await json(`${publicUrl}/api/complaints`, { method: 'POST', headers, body });
  if (again.body.number !== accepted.body.number) throw new Error('the same key and body returned another number');
  report('a complaint has a number, and the same one when it is sent twice', began);

  const { department } = await until('a department is shown', 10, first, () => progress(accepted.body));
  report(`${department.name} has the complaint`, began);

  began = performance.now();
  process.kill(-first.child.pid, 'SIGINT');
  await gone(first, 30);
  report('Ctrl-C stopped everything, including the database', began);

  began = performance.now();
  const second = start(process.execPath, ['apps/all-in-one/dist/main.js']);
  await ready(second, 30);
  report('ready again on the same home', began);
  await until('the complaint is still there', 5, second, () => progress(accepted.body));
  began = performance.now();
  second.child.kill('SIGTERM');
  await gone(second, 30);
  if (second.exit.code !== 0)
    throw new Error(`after SIGTERM the process exited with ${JSON.stringify(second.exit)} instead of 0`);
  report('SIGTERM stopped it with exit code 0', began);
}

try {
  await smoke();
} catch (error) {
  console.error(`FAILED  ${error.message}`);
  for (const { said } of running) console.error(`--- the end of the output:\n${said}`);
  process.exitCode = 1;
} finally {
  for (const { child } of running) {
    try {
      process.kill(-child.pid, 'SIGTERM');
      await sleep(5_000);
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has already ended.
    }
  }
  await rm(home, { recursive: true, force: true, maxRetries: 3 });
}
