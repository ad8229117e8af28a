import { allTopics } from '@redress/contracts';
import { codeOf, StoreUnavailable, type Transport } from '@redress/messaging';
import type { Policy } from '@redress/policy';

/** What we need of a logger; pino has it. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

const everyMs = 2_000;

/**
 * The policy that routing works by: the newest whose departments all have a queue. A work order for a queue that is not there would reach
 * nobody, so a policy that names one is not taken over (the one before stays), and at the start nothing is decided until the queues are
 * there; complaints wait in their topic meanwhile.
 */
export class PolicyInForce {
  private adopted: Policy | undefined;
  private told = '';
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly policies: { readonly current: Policy },
    private readonly transport: Pick<Transport, 'missingTopics'>,
    private readonly log: Log,
  ) {}

  /** Why nothing can be decided now, in words for an operator; undefined when all is well. */
  problem: string | undefined = 'The queues have not been looked for yet.';

  /** Follows the policy store until `stop()`; does not keep the process alive. */
  start(): void {
    void this.check().finally(() => {
      if (!this.stopped) this.timer = setTimeout(() => this.start(), everyMs).unref();
    });
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** Throws StoreUnavailable (try again, as long as it takes) while there is none. */
  async usable(): Promise<Policy> {
    if (!this.adopted) await this.check();
    if (!this.adopted) throw new StoreUnavailable();
    return this.adopted;
  }

  /** Takes over the store's policy where all its queues are there. Never throws. */
  async check(): Promise<void> {
    const next = this.policies.current;
    if (next === this.adopted) return;
    try {
      const missing = await this.transport.missingTopics(allTopics(next.departments.map(({ id }) => id)));
      if (missing.length > 0) return this.refuse(next, missing);
    } catch (error) {
      if (!this.adopted) this.problem = `The topics cannot be asked for (${codeOf(error) ?? 'no answer'}).`;
      return;
    }
    if (this.adopted || this.told) this.log.info({ policy: next.hash }, 'the policy is in force: all its queues are there');
    this.adopted = next;
    this.problem = undefined;
    this.told = '';
  }

  private refuse(next: Policy, missing: string[]): void {
    const words = `Topics are missing: ${missing.join(', ')}. Run \`redress topics apply\`.`;
    if (!this.adopted) this.problem = words;
    const telling = `${next.hash} ${missing.join()}`;
    if (telling === this.told) return;
    this.told = telling;
    const meanwhile = this.adopted ? 'the policy before it stays in force' : 'complaints wait until then';
    this.log.warn({ policy: next.hash, missing }, `topics are missing for this policy: run \`redress topics apply\`; ${meanwhile}`);
  }
}
