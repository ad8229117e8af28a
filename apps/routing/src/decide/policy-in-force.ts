import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { queueTopic, topics } from '@redress/contracts';
import { reasonOf, withTimeout } from '@redress/database';
import { StoreUnavailable, Transport } from '@redress/messaging';
import { PolicyStore, type Policy } from '@redress/policy';
import { Log, Readiness } from '@redress/runtime';
import type { Model } from '@redress/understanding';
import { ModelStore } from '../model/model-store.js';

const checkIntervalMs = 2_000;

/** A policy and what was learned from its examples. */
interface InForce {
  policy: Policy;
  model: Model | undefined;
}

/**
 * The policy that routing uses for decisions: the newest one whose departments all have a queue. No department could
 * read a work order for a missing queue. Therefore a policy with a department that has no queue is not adopted, and the
 * previous policy stays in force. After the start nothing is decided until the queues exist; complaints wait in their
 * topic.
 */
@Injectable()
export class PolicyInForce implements OnApplicationBootstrap, OnApplicationShutdown {
  private adopted: InForce | undefined;
  private lastWarning = '';
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private checking: Promise<void> | undefined;

  constructor(
    private readonly policies: PolicyStore,
    private readonly transport: Transport,
    private readonly models: ModelStore,
    private readonly log: Log,
    private readonly readiness: Readiness,
  ) {}

  /** For the operator: why nothing can be decided now. Undefined when decisions are possible. */
  problem: string | undefined = 'The queues have not been checked yet.';

  onApplicationBootstrap(): void {
    this.readiness.add('routing queues', () => {
      if (this.problem !== undefined) throw new Error(this.problem);
    });
    this.follow();
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** @throws StoreUnavailable (retried until it succeeds) while no policy can be used */
  async usable(): Promise<InForce> {
    // Not for as long as the examples are being learned: a transaction waits.
    if (!this.adopted) {
      await withTimeout(
        checkIntervalMs,
        () => this.check(),
        () => undefined,
      );
    }
    if (!this.adopted) throw new StoreUnavailable();
    return this.adopted;
  }

  /**
   * Adopts the policy of the store if all its queues exist, with the model that is learned from its examples. Never
   * throws. Calls at the same time share one check.
   */
  check(): Promise<void> {
    this.checking ??= this.checkOnce().finally(() => (this.checking = undefined));
    return this.checking;
  }

  private async checkOnce(): Promise<void> {
    const next = this.policies.current;
    if (next === this.adopted?.policy) return;
    try {
      const missing = await this.transport.missingTopics(topicsOfRouting(next));
      if (missing.length > 0) return this.refuse(next, missing);
    } catch (error) {
      if (!this.adopted) this.problem = `The topics cannot be listed (${reasonOf(error)}).`;
      return;
    }
    if (!this.adopted) this.problem = 'The examples of the policy are being learned.';
    const model = await this.models.modelOf(next).catch((error: unknown) => {
      this.log.error({ policy: next.hash, code: reasonOf(error) }, 'the examples cannot be learned: signals decide');
      return undefined;
    });
    if (this.adopted || this.lastWarning) {
      this.log.info({ policy: next.hash }, 'the policy is in force: all its queues exist');
    }
    this.adopted = { policy: next, model };
    this.problem = undefined;
    this.lastWarning = '';
  }

  private follow(): void {
    void this.check().finally(() => {
      if (!this.stopped) this.timer = setTimeout(() => this.follow(), checkIntervalMs).unref();
    });
  }

  private refuse(next: Policy, missing: string[]): void {
    const problem = `Topics are missing: ${missing.join(', ')}. Run \`redress topics apply\`.`;
    if (!this.adopted) this.problem = problem;
    const warning = `${next.hash} ${missing.join()}`;
    if (warning === this.lastWarning) return;
    this.lastWarning = warning;
    const meanwhile = this.adopted ? 'the previous policy stays in force' : 'complaints wait until they exist';
    this.log.warn(
      { policy: next.hash, missing },
      `topics are missing for this policy: run \`redress topics apply\`; ${meanwhile}`,
    );
  }
}

/**
 * What routing reads and writes. Topics of other services do not stop it: one that a new release adds exists only after
 * `redress topics apply`.
 */
function topicsOfRouting({ departments }: Policy): string[] {
  return [topics.complaints, topics.decisions, ...departments.map(({ id }) => queueTopic(id))];
}
