import { Worker } from 'node:worker_threads';
import type { Policy } from './policy.js';
import { PolicyError, type Problem } from './problems.js';

/** What the thread sends back. JSON text crosses threads faster than the object itself. */
export type LoadResult = { policy: string } | { problems: readonly Problem[] };

/** A folder of the maximum size takes about ten seconds. */
const limitMs = 120_000;

// Specs run the TypeScript sources, which a thread cannot load: it runs what was built from them.
const built = import.meta.url.endsWith('.ts') ? '../dist/' : './';
const script = new URL(`${built}parse-policy.worker.js`, import.meta.url);

/**
 * Like `loadPolicy`, but in a thread of its own, so that reading and checking a large policy does not delay requests.
 * The calling thread only reads the finished policy from JSON (about 10 ms per megabyte). Does not keep the process
 * alive.
 * @throws PolicyError as `loadPolicy`; Error when the thread fails or does not finish within two minutes
 */
export function loadInThread(folder: string): Promise<Policy> {
  const worker = new Worker(script, { workerData: { folder }, execArgv: [] });
  worker.unref();
  return new Promise<Policy>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The policy was not read within two minutes.')), limitMs).unref();
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread that reads the policy ended with code ${code}.`)));
    worker.once('message', (result: LoadResult) => {
      if ('problems' in result) reject(new PolicyError(result.problems));
      else resolve(JSON.parse(result.policy) as Policy);
    });
    worker.once('exit', () => clearTimeout(timer));
  }).finally(() => void worker.terminate());
}
