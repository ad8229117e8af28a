import { loadInThread } from './load-in-thread.js';
import { loadPolicy } from './load-policy.js';
import type { Policy } from './policy.js';
import { fingerprintOf } from './read-folder.js';

export interface PolicyStoreOptions {
  /** Called once per invalid state of the folder; the previous policy stays in force. */
  onError?: (error: Error) => void;
  /** A changed folder is in force. */
  onReload?: (policy: Policy) => void;
  /** Interval in milliseconds at which the folder is examined. Default: 1,000. */
  everyMs?: number;
  /** How a changed folder is loaded. Default: in a thread, so that a large policy does not delay requests. */
  load?: (folder: string) => Promise<Policy>;
}

/**
 * The policy in force. It follows its folder and keeps the last valid policy.
 *
 * The folder is polled instead of watched through file system events: polling also works for editors that replace
 * files, for mounted configuration that swaps a link, and for network drives. The files are read again when the folder
 * has changed and then stayed the same for one interval.
 */
export class PolicyStore {
  private timer?: NodeJS.Timeout;
  private pending?: string;

  private constructor(
    private readonly folder: string,
    private readonly options: PolicyStoreOptions,
    private policy: Policy,
    /** Fingerprint of the folder when it was last loaded. */
    private loaded: string,
  ) {
    this.schedule();
  }

  /**
   * Loads the folder and follows it until `close()`; does not keep the process alive.
   * @throws PolicyError when the folder cannot be used now
   */
  static async open(folder: string, options: PolicyStoreOptions = {}): Promise<PolicyStore> {
    const fingerprint = await fingerprintOf(folder);
    // Nothing is served yet, so this may block; a thread would only take longer.
    return new PolicyStore(folder, options, await loadPolicy(folder), fingerprint);
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
    const now = await fingerprintOf(this.folder);
    const settled = now === this.pending;
    this.pending = now;
    if (this.timer && settled && now !== this.loaded) await this.reload(now);
    if (this.timer) this.schedule();
  }

  private async reload(fingerprint: string): Promise<void> {
    this.loaded = fingerprint;
    let next: Policy;
    try {
      next = await (this.options.load ?? loadInThread)(this.folder);
    } catch (error) {
      if (this.timer)
        this.options.onError?.(error instanceof Error ? error : new Error('The policy could not be read.'));
      return;
    }
    if (!this.timer || next.hash === this.policy.hash) return;
    this.policy = next;
    this.options.onReload?.(next);
  }
}
