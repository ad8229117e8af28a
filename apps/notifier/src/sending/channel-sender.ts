import { reasonOf, withTimeout } from '@redress/database';
import type { Outbox } from '@redress/messaging';
import type { Clock, Log } from '@redress/runtime';
import type { ClaimedMessage, Way } from '../message.js';
import type { Attempts } from './attempts.js';
import { ChannelBreaker } from './channel-breaker.js';
import type { Gateway, Outcome } from './gateway.js';
import type { Instance } from './instance.js';
import { claimDue, recoverAbandoned } from './message-rows.js';
import { ResultWriter } from './result-writer.js';
import type { Result } from './state-after.rules.js';

const pollMs = 1_000;
const recoverEveryMs = 2_000;
/** The limit of messages that are claimed and have no written result. After a crash, each of them is sent again. */
const maxHeld = 500;
const batch = 100;
const recovered = 'messages of a dead instance may have been sent; they are sent again with the same id';
/** How long a stop waits for attempts in progress. */
const stopWithinMs = 6_000;

/**
 * Sends the messages of one gateway: those in the table, and those that the consumer passes right after its commit. A
 * message is claimed (`sending`, attempt, instance) before it is sent, and its result is written afterwards. A crash in
 * between loses nothing: another instance recovers the claim.
 */
export class ChannelSender {
  private readonly way: Way;
  private readonly queue: ClaimedMessage[] = [];
  private readonly held = new Set<string>();
  private readonly breaker = new ChannelBreaker();
  private readonly results: ResultWriter;
  private underWay = 0;
  private moreInTable = true;
  private claiming: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private recoveredAt = -Infinity;
  private stopping = false;
  private onIdle: (() => void) | undefined;

  constructor(
    private readonly gateway: Gateway,
    private readonly attempts: Attempts,
    private readonly instance: Instance,
    private readonly outbox: Outbox,
    clock: Clock,
    private readonly log: Log,
  ) {
    const { way } = gateway;
    this.way = way;
    this.results = new ResultWriter(
      outbox,
      clock,
      (written) => {
        for (const { message } of written) this.held.delete(message.id);
        this.refill();
      },
      (error) => log.warn({ way, code: reasonOf(error) }, 'results could not be written; they will be retried'),
    );
  }

  /** Reads the table now, and then every second. */
  start(): void {
    this.wake();
    if (!this.stopping) this.timer = setTimeout(() => this.start(), pollMs);
  }

  /** Whether `count` new messages may be inserted as already claimed, to be passed to {@link take} after the commit. */
  hasRoomFor(count: number): boolean {
    return !this.stopping && !this.breaker.failing && this.held.size + count <= maxHeld;
  }

  /** Sends messages that are committed as claimed by this process. */
  take(messages: readonly ClaimedMessage[]): void {
    for (const message of messages) {
      this.held.add(message.id);
      this.queue.push(message);
    }
    if (this.stopping) this.putBack(0);
    this.pump();
  }

  /** Claims due messages from the table, if there are any. */
  wake(): void {
    this.moreInTable = true;
    if (this.claiming || this.stopping) return;
    this.claiming = this.claim()
      .catch((error: unknown) => {
        this.log.warn({ way: this.way, code: reasonOf(error) }, 'messages could not be claimed; this will be retried');
      })
      .finally(() => (this.claiming = undefined));
  }

  /** Waits for attempts in progress; puts the other messages back. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.claiming;
    this.putBack(0);
    const endsAt = performance.now() + stopWithinMs;
    if (this.underWay > 0) {
      const idle = new Promise<void>((resolve) => (this.onIdle = resolve));
      await withTimeout(
        stopWithinMs,
        () => idle,
        () => undefined,
      );
    }
    this.gateway.close();
    // Messages without a written result stay `sending` until another instance recovers them.
    await this.results.drain(Math.max(endsAt - performance.now(), 1_000));
  }

  private async claim(): Promise<void> {
    if (performance.now() - this.recoveredAt > recoverEveryMs) await this.recover();
    for (let room = this.room(); this.moreInTable && room > 0; room = this.room()) {
      const instance = this.instance.id;
      if (!instance) return;
      this.moreInTable = false;
      const claimed = await this.outbox.transaction((tx) => claimDue(tx, this.way, room, instance));
      if (claimed.length === room) this.moreInTable = true;
      this.take(claimed);
    }
  }

  private async recover(): Promise<void> {
    const own = this.instance.id;
    if (!own) return;
    const count = await this.outbox.transaction((tx) => recoverAbandoned(tx, this.way, own, [...this.held]));
    this.recoveredAt = performance.now();
    if (count > 0) this.log.warn({ way: this.way, count }, recovered);
  }

  /**
   * How many more messages may be claimed: a batch when the queue is short, one message to try a channel that was down.
   */
  private room(): number {
    if (this.stopping || this.breaker.pauseLeft(performance.now()) > 0) return 0;
    if (this.breaker.failing) return 1 - this.held.size;
    return this.queue.length > batch / 2 ? 0 : Math.min(maxHeld - this.held.size, batch);
  }

  private refill(): void {
    if (this.moreInTable && !this.claiming && this.room() > 0) this.wake();
  }

  private pump(): void {
    while (this.queue.length > 0) {
      const now = performance.now();
      const width = this.breaker.width(now, this.gateway.concurrency);
      if (width === 0) return this.putBack(this.breaker.pauseLeft(now));
      if (this.underWay >= width) return;
      void this.send(this.queue.shift()!);
    }
  }

  private async send(message: ClaimedMessage): Promise<void> {
    this.underWay += 1;
    const outcome = await this.attempts.make(this.gateway, message);
    this.underWay -= 1;
    this.results.add({ message, result: this.resultOf(outcome) });
    if (this.underWay === 0) this.onIdle?.();
    this.pump();
    this.refill();
  }

  /** Updates the breaker. A message that was not tried is put back until the pause ends. */
  private resultOf(outcome: Outcome): Result {
    const now = performance.now();
    if (outcome.kind !== 'unavailable' && !(outcome.kind === 'failed' && outcome.channelDown)) {
      this.breaker.succeeded();
      return outcome;
    }
    if (this.breaker.failed(now)) {
      const pauseMs = Math.round(this.breaker.pauseLeft(now));
      this.log.warn({ way: this.way, reason: outcome.reason, pauseMs }, 'the channel is unavailable');
    }
    return outcome.kind === 'unavailable' ? { kind: 'put-back', retryInMs: this.breaker.pauseLeft(now) } : outcome;
  }

  private putBack(retryInMs: number): void {
    const result: Result = { kind: 'put-back', retryInMs };
    this.results.add(...this.queue.splice(0).map((message) => ({ message, result })));
  }
}
