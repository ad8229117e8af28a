import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { answers, cleanUp, commandOf, descendants, freePort, proportionalMb, residentMb, root } from './processes.mjs';

/**
 * `npm start` of a built checkout until /readyz answers 200, with the embedded database: cold (the first start) and
 * warm. Reports the memory of the Node process and of PostgreSQL.
 */
export async function start() {
  const home = await mkdtemp(join(tmpdir(), 'redress-start-'));
  const removeHome = cleanUp(() => rm(home, { recursive: true, force: true }));
  const rows = [];
  for (const what of ['cold (creates the database)', 'warm', 'warm again']) {
    const [port, ops] = [await freePort(), await freePort()];
    const startedAt = performance.now();
    const npm = spawn('npm', ['start'], {
      cwd: root,
      env: { ...process.env, REDRESS_HOME: home, PORT: String(port), OPS_PORT: String(ops), LOG_LEVEL: 'warn' },
      stdio: 'ignore',
      detached: true,
    });
    const exited = new Promise((resolve) => npm.once('exit', resolve));
    const stopNpm = cleanUp(async () => {
      // npm ends before the product and its PostgreSQL, which still write to the folder.
      const all = descendants(npm.pid);
      if (npm.exitCode === null) process.kill(-npm.pid, 'SIGTERM');
      await exited;
      while (all.some(isRunning)) await sleep(50);
    });
    await answers(`http://127.0.0.1:${ops}/readyz`)();
    const seconds = (performance.now() - startedAt) / 1_000;
    const node = descendants(npm.pid).find((pid) => isAllInOne(commandOf(pid)));
    rows.push({
      what,
      'ready after s': Number(seconds.toFixed(2)),
      'Node MB': Math.round(residentMb(node)),
      'PostgreSQL MB': Math.round(descendants(node).reduce((sum, pid) => sum + proportionalMb(pid), 0)),
    });
    await stopNpm();
  }
  await removeHome();
  return { rows, figures: { goals: 'warm < 5 s, < 350 MB' } };
}

/** Whether a command line is that of the product itself, and not of the shell that npm starts it in. */
const isAllInOne = (command) => command.includes('apps/all-in-one/dist/main.js') && !command.startsWith('sh');

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
