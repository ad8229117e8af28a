import { Injectable } from '@nestjs/common';
import { reasonOf } from '@redress/database';
import type { Policy } from '@redress/policy';
import { Log } from '@redress/runtime';
import { decodeModel, modelFile, type Model } from '@redress/understanding';
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RoutingConfig } from '../config.js';
import { trainInThread } from './train-in-thread.js';

/**
 * The model of a policy: from a hidden file in the policy's folder, or trained and then kept there. A folder that cannot
 * be written (a mounted ConfigMap) costs only the seconds of a training at each start.
 */
@Injectable()
export class ModelStore {
  constructor(
    private readonly config: RoutingConfig,
    private readonly log: Log,
  ) {}

  /** Undefined if the policy has no examples. @throws Error when the training fails */
  async modelOf(policy: Policy): Promise<Model | undefined> {
    if (Object.keys(policy.examples).length === 0) return undefined;
    const file = path.join(this.config.POLICY_DIR, modelFile(policy));
    const kept = await readModel(file);
    if (kept) return kept;
    const startedAt = performance.now();
    const bytes = await trainInThread(policy);
    const seconds = Math.round(performance.now() - startedAt) / 1_000;
    this.log.info({ policy: policy.hash, seconds }, 'the examples of the policy have been learned');
    await this.keep(file, bytes);
    return decodeModel(bytes);
  }

  /** Complete or not at all: another process may read the file at any time. */
  private async keep(file: string, bytes: Buffer): Promise<void> {
    const draft = `${file}.${randomUUID()}`;
    try {
      await writeFile(draft, bytes);
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined);
      this.log.info(
        { code: reasonOf(error) },
        'the model cannot be kept in the policy folder: each start learns it again',
      );
    }
  }
}

/** Undefined if there is no such file, or it is not complete. */
async function readModel(file: string): Promise<Model | undefined> {
  try {
    return decodeModel(await readFile(file));
  } catch {
    return undefined;
  }
}
