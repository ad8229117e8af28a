import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers, freePort, residentMb, start as startProcess } from './processes.mjs';

/** `npm start` without the build: until /readyz answers, with the embedded database; cold (first start) and warm. */
export async function start() {
  const home = await mkdtemp(join(tmpdir(), 'redress-start-'));
  const rows = [];
  for (const what of ['cold (makes the database)', 'warm', 'warm again']) {
    const [port, staff] = [await freePort(), await freePort()];
    const startedAt = performance.now();
    const all = await startProcess(
      'all-in-one',
      'apps/all-in-one/dist/main.js',
      { REDRESS_HOME: home, PORT: String(port), STAFF_PORT: String(staff) },
      answers(`http://127.0.0.1:${staff}/readyz`),
    );
    const seconds = (performance.now() - startedAt) / 1_000;
    rows.push({ what, 'ready after s': Number(seconds.toFixed(2)), 'resident MB': Math.round(residentMb(all.pid)) });
    await all.stop();
  }
  await rm(home, { recursive: true, force: true });
  return { rows, figures: { goals: 'warm < 5 s, < 350 MB' } };
}
