import { allTopics } from '@redress/contracts';
import type { Transport } from '@redress/messaging';
import type { PolicyStore } from '@redress/policy';
import type { Logger } from 'pino';
import type { CommonConfig } from '../config/common-config.js';
import { describeError } from '../logging/describe-error.js';

const retryMs = 2_000;

/** Creates the topics that the current policy needs; retries while the broker is unavailable. */
export class TopicKeeper {
  private timer?: NodeJS.Timeout;
  private closed = false;

  constructor(
    private readonly transport: Transport,
    private readonly policies: PolicyStore,
    private readonly config: Pick<CommonConfig, 'TOPIC_PARTITIONS' | 'TOPIC_REPLICATION'>,
    private readonly log: Logger,
  ) {}

  /**
   * Makes one attempt now; if it fails, retries in the background every two seconds. Call it again when the policy has
   * changed. Never throws.
   */
  async apply(): Promise<void> {
    clearTimeout(this.timer);
    if (this.closed) return;
    try {
      const names = allTopics(this.policies.current.departments.map(({ id }) => id));
      const changes = await this.transport.applyTopics(names, {
        partitions: this.config.TOPIC_PARTITIONS,
        replication: this.config.TOPIC_REPLICATION,
      });
      const created = changes.filter(({ change }) => change === 'created').map(({ topic }) => topic);
      if (created.length > 0) this.log.info({ topics: created }, 'topics created');
    } catch (error) {
      this.log.warn({ err: describeError(error) }, 'topics could not be created; retrying');
      this.timer = setTimeout(() => void this.apply(), retryMs).unref();
    }
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }
}
