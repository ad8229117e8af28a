import { parentPort, workerData } from 'node:worker_threads';
import { loadPolicy } from './load-policy.js';
import type { LoadResult } from './load-in-thread.js';
import { PolicyError } from './problems.js';

/** The thread behind `loadInThread`: loads one folder, sends one message and ends. */
async function load(folder: string): Promise<LoadResult> {
  try {
    return { policy: JSON.stringify(await loadPolicy(folder)) };
  } catch (error) {
    if (error instanceof PolicyError) return { problems: error.problems };
    throw error;
  }
}

parentPort?.postMessage(await load((workerData as { folder: string }).folder));
