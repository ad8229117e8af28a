import type { Policy } from '@redress/policy';
import { Worker } from 'node:worker_threads';

/** 40,000 examples take about a minute. */
const limitMs = 300_000;

// Specs run the TypeScript sources, which a thread cannot load: it runs what was built from them.
const built = import.meta.url.endsWith('.ts') ? '../../dist/model/' : './';
const script = new URL(`${built}train-model.worker.js`, import.meta.url);

/**
 * Trains the model of a policy in a thread of its own, so that requests and decisions are not delayed. Resolves with
 * the bytes of `encodeModel`. Does not keep the process alive.
 * @throws Error when the thread fails or does not finish within five minutes
 */
export function trainInThread({ categories, examples, tuning, signals }: Policy): Promise<Buffer> {
  const policy = JSON.stringify({ categories, examples, tuning, signals });
  const worker = new Worker(script, { workerData: { policy }, execArgv: [] });
  worker.unref();
  return new Promise<Buffer>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The model was not trained within five minutes.')), limitMs);
    timer.unref();
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread that trains the model ended with code ${code}.`)));
    worker.once('message', (bytes: Uint8Array | undefined) => {
      if (bytes) resolve(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      else reject(new Error('The policy has no examples.'));
    });
    worker.once('exit', () => clearTimeout(timer));
  }).finally(() => void worker.terminate());
}
