import { hashOf } from './hash.js';
import { parsePolicy, readFolder } from './load-policy.js';
import type { Policy } from './policy.js';

export interface PolicyStoreOptions {
  /** A changed folder was refused (or could not be read); the policy before it stays. Called once for each broken state. */
  onError?: (error: Error) => void;
  /** A changed folder was taken over. */
  onReload?: (policy: Policy) => void;
  /** How often the folder is read, in milliseconds. */
  everyMs?: number;
}

/**
 * The policy in force: follows its folder and keeps the last good one.
 *
 * It reads the folder again instead of listening to the file system: that works alike for editors that replace files, for mounted
 * configuration that swaps a link, and for network drives. A change counts once it has stood still for one round.
 */
export class PolicyStore {
  private timer?: NodeJS.Timeout;
  private seen: string;
  private pending?: string;

  private constructor(
    private readonly folder: string,
    private readonly options: PolicyStoreOptions,
    private policy: Policy,
    sources: ReadonlyMap<string, string>,
  ) {
    this.seen = fingerprint(sources);
    this.schedule();
  }

  /** Loads the folder and follows it until `close()`; does not keep the process alive. Throws PolicyError if the folder cannot be used now. */
  static async open(folder: string, options: PolicyStoreOptions = {}): Promise<PolicyStore> {
    const sources = await readFolder(folder);
    return new PolicyStore(folder, options, parsePolicy(sources), sources);
  }

  get current(): Policy {
    return this.policy;
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private schedule(): void {
    this.timer = setTimeout(() => void this.look(), this.options.everyMs ?? 1_000);
    this.timer.unref();
  }

  private async look(): Promise<void> {
    const sources = await readFolder(this.folder).catch(() => undefined);
    if (!this.timer) return;
    if (sources) this.consider(sources);
    this.schedule();
  }

  private consider(sources: ReadonlyMap<string, string>): void {
    const now = fingerprint(sources);
    const settled = now === this.pending;
    this.pending = now;
    if (now === this.seen || !settled) return;
    this.seen = now;
    try {
      const next = parsePolicy(sources);
      if (next.hash === this.policy.hash) return;
      this.policy = next;
    } catch (error) {
      this.options.onError?.(error instanceof Error ? error : new Error('The policy could not be read.'));
      return;
    }
    this.options.onReload?.(this.policy);
  }
}

function fingerprint(sources: ReadonlyMap<string, string>): string {
  return hashOf([...sources]);
}
