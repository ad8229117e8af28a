import type { Policy } from '@redress/policy';
import { encodeModel, trainModel } from '@redress/understanding';
import { parentPort, workerData } from 'node:worker_threads';

/** The thread behind `trainInThread`: trains one model, sends its bytes and ends. */
const model = trainModel(JSON.parse((workerData as { policy: string }).policy) as Policy);
parentPort?.postMessage(model && encodeModel(model));
