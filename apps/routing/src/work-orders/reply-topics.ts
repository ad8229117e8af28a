import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { repliesTopic, topics } from '@redress/contracts';
import { Messaging, Transport } from '@redress/messaging';
import { PolicyStore } from '@redress/policy';

const checkIntervalMs = 2_000;

/**
 * Starts reading the replies of every department of the policy as soon as its topic exists. A release that is the first
 * to read replies decides complaints before somebody has run `redress topics apply`; departments cannot reply until
 * then.
 */
@Injectable()
export class ReplyTopics implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly found = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly policies: PolicyStore,
    private readonly transport: Transport,
    private readonly messaging: Messaging,
  ) {}

  onApplicationBootstrap(): void {
    void this.follow();
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async follow(): Promise<void> {
    await this.check().catch(() => undefined);
    if (!this.stopped) this.timer = setTimeout(() => void this.follow(), checkIntervalMs).unref();
  }

  private async check(): Promise<void> {
    const departments = this.policies.current.departments.map(({ id }) => id).filter((id) => !this.found.has(id));
    if (departments.length === 0) return;
    const missing = new Set(await this.transport.missingTopics([topics.workOrders, ...departments.map(repliesTopic)]));
    if (missing.has(topics.workOrders)) return;
    const present = departments.filter((id) => !missing.has(repliesTopic(id)));
    present.forEach((id) => this.found.add(id));
    if (!this.stopped) this.messaging.readEach('queue-replies', present);
  }
}
