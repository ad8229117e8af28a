/**
 * `npm test`: runs the specs of all projects in four phases: pure, db (a real PostgreSQL), kafka (a real Apache Kafka),
 * e2e (the complete product, a real browser). All specs share one database server and one broker. The last line is `N
 * passed, N failed, N skipped`. `npm run test:quick` (argument `quick`) runs only the pure specs, without a build.
 * `node deploy/test/run.mjs db kafka` runs these two phases. Arguments after `--` are path patterns for jest.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serviceVariables } from './service-variables.mjs';

const workspace = fileURLToPath(new URL('../..', import.meta.url));
const phases = {
  pure: { pattern: '(?<!\\.(db|kafka|e2e))\\.spec\\.tsx?$', workers: 2 },
  db: { pattern: '\\.db\\.spec\\.tsx?$', workers: 2 },
  kafka: { pattern: '\\.kafka\\.spec\\.tsx?$', workers: 1 },
  e2e: { pattern: '\\.e2e\\.spec\\.tsx?$', workers: 1 },
};

const separator = process.argv.indexOf('--');
const words = process.argv.slice(2, separator === -1 ? undefined : separator);
const only = separator === -1 ? [] : process.argv.slice(separator + 1);
const chosen = words.includes('quick') ? ['pure'] : words.length > 0 ? words : Object.keys(phases);
const unknown = chosen.filter((name) => !(name in phases));
if (unknown.length > 0) {
  console.error(`Unknown phase: ${unknown.join(', ')}. Known: quick, ${Object.keys(phases).join(', ')}.`);
  process.exit(2);
}

const totals = { passed: 0, failed: 0, skipped: 0 };
const took = [];
/** Called in reverse order at the end, also after a failure. */
const cleanUp = [];
let current;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interrupted = true;
    current?.kill('SIGTERM');
  });
}

/** Runs a program with its output on the terminal and returns its exit code. */
function run(program, args, env = process.env) {
  return new Promise((resolve, reject) => {
    current = spawn(program, args, { cwd: workspace, env, stdio: 'inherit' });
    current.once('error', reject);
    current.once('exit', (code) => {
      current = undefined;
      resolve(code ?? 1);
    });
  });
}

async function timed(name, work) {
  const began = performance.now();
  const result = await work();
  took.push(`${name} ${Math.round((performance.now() - began) / 1_000)} s`);
  return result;
}

async function jest(phase, env) {
  const folder = await mkdtemp(join(tmpdir(), 'redress-test-'));
  const results = join(folder, 'results.json');
  const { pattern, workers } = phases[phase];
  const args = ['--disable-warning=ExperimentalWarning', '--experimental-vm-modules', 'node_modules/jest/bin/jest.js'];
  args.push('--config', 'deploy/test/jest.config.cjs', '--passWithNoTests', '--json', `--outputFile=${results}`);
  args.push(workers === 1 ? '--runInBand' : `--maxWorkers=${workers}`);
  // A path must match the phase and one of the given patterns.
  args.push('--testPathPatterns', only.length === 0 ? pattern : `(${only.join('|')}).*${pattern}`);
  const code = await run(process.execPath, args, env);
  try {
    const report = JSON.parse(await readFile(results, 'utf8'));
    totals.passed += report.numPassedTests;
    totals.failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
    totals.skipped += report.numPendingTests + report.numTodoTests;
    if (code !== 0 && report.numFailedTests + report.numRuntimeErrorTestSuites === 0) totals.failed += 1;
  } catch {
    console.error(`jest exited without a report (${phase})`);
    totals.failed += 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts the database server of the run. */
async function startPostgres() {
  if (process.env.DATABASE_URL_FOR_TESTS) return process.env.DATABASE_URL_FOR_TESTS;
  const library = await import('../../libs/testing/dist/postgres.js');
  const postgres = await library.startPostgres({ own: true });
  cleanUp.push(() => postgres.stop());
  return postgres.url;
}

/** Starts the broker of the run; undefined if that is not possible on this machine. */
async function startKafka() {
  if (process.env.KAFKA_BROKERS) return process.env.KAFKA_BROKERS;
  const library = await import('../../libs/testing/dist/kafka.js');
  try {
    const kafka = await library.startKafka();
    cleanUp.push(() => kafka.stop());
    return kafka.brokers;
  } catch (error) {
    console.error(
      `${error.message}\nThe Kafka specs are skipped${process.env.CI === 'true' ? ', which fails the build' : ''}.`,
    );
    return undefined;
  }
}

async function runAll() {
  // Variables of the user's shell must not configure the services that specs start.
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !serviceVariables.includes(name)));
  const heavy = chosen.some((phase) => phase !== 'pure');
  if (heavy) {
    const build = () => run('npm', ['run', '--silent', 'build'], { ...process.env, NX_DAEMON: 'false' });
    if ((await timed('build', build)) !== 0) {
      totals.failed += 1;
      return;
    }
  }
  const needsKafka = chosen.includes('kafka') || chosen.includes('e2e');
  // Both start while the pure specs run, which measure no time.
  const kafka = needsKafka ? startKafka() : Promise.resolve(undefined);
  const postgres = heavy ? startPostgres() : Promise.resolve(undefined);
  kafka.catch(() => undefined);
  postgres.catch(() => undefined);
  for (const phase of Object.keys(phases)) {
    if (!chosen.includes(phase) || interrupted) continue;
    const env = { ...clean };
    if (phase !== 'pure') env.DATABASE_URL_FOR_TESTS = await postgres;
    if (phase === 'kafka' || phase === 'e2e') {
      const brokers = await kafka;
      if (brokers === undefined) env.KAFKA_FOR_TESTS = 'none';
      else env.KAFKA_BROKERS_FOR_TESTS = brokers;
      if (brokers !== undefined && phase === 'kafka') env.KAFKA_BROKERS = brokers;
    }
    await timed(phase, () => jest(phase, env));
  }
  await Promise.allSettled([kafka, postgres]);
}

try {
  await runAll();
} catch (error) {
  console.error(error);
  totals.failed += 1;
}
for (const step of cleanUp.reverse())
  await step().catch((error) => console.error(`Cleaning up failed: ${error.message}`));
if (interrupted) totals.failed += 1;
console.log(took.join(', '));
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed > 0 ? 1 : 0;
