import type { Event } from '@redress/contracts';
import type { Transport } from '@redress/messaging';
import { setTimeout as sleep } from 'node:timers/promises';

/** Collects all existing and new events of topics, without joining a consumer group. */
export class WatchedTopics {
  private readonly stopper = new AbortController();
  private readonly tails: Promise<void>[] = [];
  private readonly seen: { topic: string; event: Event<Record<string, unknown>> }[] = [];

  constructor(private readonly transport: Transport) {}

  /** Reads each topic from its beginning until `close`, again after an error. Records that are not JSON are skipped. */
  watch(...topics: string[]): void {
    this.tails.push(...topics.map((topic) => this.follow(topic)));
  }

  /** The ids of the events in a topic. */
  ids(topic: string): Set<string> {
    return new Set(this.of(topic).map(({ event }) => event.id));
  }

  /** The events about one subject, each once, in the order in which they are read. */
  about(topic: string, subject: string): Event<Record<string, unknown>>[] {
    return [...new Map(this.of(topic).map(({ event }) => [event.id, event])).values()].filter(
      (event) => event.subject === subject,
    );
  }

  /** Resolves when no group has anything left to read. */
  async idle(): Promise<void> {
    const behind = () => this.transport.lag().then((lags) => lags.some(({ lag }) => lag > 0));
    while (await behind().catch(() => true)) await sleep(100);
  }

  async close(): Promise<void> {
    this.stopper.abort();
    await Promise.allSettled(this.tails);
    await this.transport.close();
  }

  private async follow(topic: string): Promise<void> {
    const { signal } = this.stopper;
    while (!signal.aborted) {
      const tail = this.transport.tail(topic, { fromBeginning: true, signal }, ({ value }) => this.read(topic, value));
      await tail.catch(() => sleep(200));
    }
  }

  private of(topic: string) {
    return this.seen.filter((one) => one.topic === topic);
  }

  private read(topic: string, value: Buffer): void {
    try {
      this.seen.push({ topic, event: JSON.parse(value.toString('utf8')) as Event<Record<string, unknown>> });
    } catch {
      // Not JSON: consumers park it.
    }
  }
}
