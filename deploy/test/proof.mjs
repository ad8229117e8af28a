/**
 * `npm run proof`: runs the long tests at full size, one after the other. `npm test` runs the same specs at a smaller
 * size; they read `PROOF` (here `long`) through `proofSize` of libs/testing. `npm run proof -- upgrade kill` runs the
 * tests whose name contains one of the words; `--list` only lists them. A test fails if its command fails or exceeds
 * its time limit. It is skipped if its command does not exist or nothing in it could run (no broker, no such spec). The
 * last line is `N passed, N failed, N skipped`. Exits with 1 if a test failed.
 */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const workspace = fileURLToPath(new URL('../..', import.meta.url));
const specs = (...words) => [process.execPath, 'deploy/test/run.mjs', ...words];
const proofs = [
  { name: 'kill -9 of npm start', minutes: 15, command: specs('e2e', '--', 'apps/all-in-one/src/kill') },
  { name: 'upgrade over PostgreSQL', minutes: 10, command: specs('db', '--', 'apps/all-in-one/src/upgrade') },
  { name: 'upgrade over Kafka', minutes: 10, command: specs('kafka', '--', 'apps/all-in-one/src/upgrade') },
  { name: 'order and crashes of the transports', minutes: 40, command: specs('db', 'kafka', '--', 'libs/messaging') },
  { name: 'silent connections', minutes: 15, command: specs('pure', 'db', '--', 'libs/runtime/src/http') },
  { name: 'chaos', minutes: 30, command: ['npm', 'run', 'chaos'] },
];

const words = process.argv.slice(2);
const wanted = words.filter((word) => !word.startsWith('--'));
const chosen = wanted.length === 0 ? proofs : proofs.filter(({ name }) => wanted.some((word) => name.includes(word)));
if (words.some((word) => word.startsWith('--') && word !== '--list') || chosen.length === 0) {
  console.error(
    `Usage: npm run proof [-- --list | words of names]. Names: ${proofs.map(({ name }) => name).join('; ')}.`,
  );
  process.exit(2);
}
if (words.includes('--list')) {
  for (const { name, minutes, command } of chosen) console.log(`${name}, up to ${minutes} minutes: ${shown(command)}`);
  process.exit(0);
}

let current;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interrupted = true;
    end(current, 'SIGTERM');
  });
}

function shown([program, ...words]) {
  return [program === process.execPath ? 'node' : program, ...words].join(' ');
}

/** Ends a command with all processes that it has started: it has its own process group. */
function end(child, signal) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has already ended.
  }
}

/** Returns the exit code and, if the output contains a line with numbers, how many tests passed. */
function run([program, ...words], minutes) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      cwd: workspace,
      env: { ...process.env, PROOF: 'long' },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    current = child;
    let late = false;
    let numbers;
    let unfinished = '';
    const timers = [
      setTimeout(() => {
        late = true;
        end(child, 'SIGTERM');
      }, minutes * 60_000),
      setTimeout(() => end(child, 'SIGKILL'), minutes * 60_000 + 60_000),
    ];
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk);
      const lines = (unfinished + chunk).split('\n');
      unfinished = lines.pop();
      for (const line of lines) numbers = /^(\d+) passed, (\d+) failed, (\d+) skipped$/.exec(line) ?? numbers;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      timers.forEach(clearTimeout);
      resolve({ code, late, passed: numbers && Number(numbers[1]) });
    });
  });
}

/** Returns the outcome, and the reason if it is not `passed`. */
async function prove({ command, minutes }) {
  const [program, , script] = command;
  const { scripts } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  if (program === 'npm' && !scripts[script]) return { outcome: 'skipped', why: `npm run ${script} does not exist` };
  const { code, late, passed } = await run(command, minutes);
  if (late) return { outcome: 'failed', why: `took longer than ${minutes} minutes` };
  if (code !== 0) return { outcome: 'failed', why: `exited with ${code ?? 'a signal'}` };
  if (passed === 0) return { outcome: 'skipped', why: 'nothing in it could run' };
  return { outcome: 'passed' };
}

const totals = { passed: 0, failed: 0, skipped: 0 };
const results = [];
for (const proof of chosen) {
  console.log(`== ${proof.name}: ${shown(proof.command)}`);
  const began = performance.now();
  const { outcome, why } = interrupted ? { outcome: 'skipped', why: 'interrupted' } : await prove(proof);
  totals[outcome] += 1;
  const seconds = Math.round((performance.now() - began) / 1_000);
  results.push(`${outcome}  ${proof.name} (${seconds} s${why ? `: ${why}` : ''})`);
}
console.log(results.join('\n'));
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed > 0 || interrupted ? 1 : 0;
