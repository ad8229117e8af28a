import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Outbox } from '@redress/messaging';
import { Clock, Log } from '@redress/runtime';
import type { ClaimedMessage, MessageState, Way } from '../message.js';
import { Attempts } from './attempts.js';
import { ChannelSender } from './channel-sender.js';
import { GATEWAYS, type Gateway } from './gateway.js';
import { Instance } from './instance.js';

/** Sends messages over every gateway that is configured. */
@Injectable()
export class MessageSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly channels: ReadonlyMap<Way, ChannelSender>;

  constructor(
    @Inject(GATEWAYS) gateways: readonly Gateway[],
    attempts: Attempts,
    private readonly instance: Instance,
    outbox: Outbox,
    clock: Clock,
    log: Log,
  ) {
    const configured = gateways.filter((gateway) => gateway.configured);
    this.channels = new Map(
      configured.map((gateway) => [gateway.way, new ChannelSender(gateway, attempts, instance, outbox, clock, log)]),
    );
  }

  /** The ways that this installation can use. */
  get ways(): ReadonlySet<Way> {
    return new Set(this.channels.keys());
  }

  /**
   * The ways whose new messages may be inserted as already claimed by this process, and the instance to write there.
   * `counts` is the number of messages that each way will get; they are passed to {@link committed}.
   */
  claimable(counts: ReadonlyMap<Way, number>): ReadonlyMap<Way, string> {
    const { id } = this.instance;
    const open = [...counts].filter(([way, count]) => this.channels.get(way)?.hasRoomFor(count));
    return new Map(id ? open.map(([way]) => [way, id]) : []);
  }

  /**
   * Sends new messages that are committed: those in `sending` at once, the others when they are claimed from the table.
   */
  committed(messages: readonly (ClaimedMessage & { state: MessageState })[]): void {
    for (const [way, channel] of this.channels) {
      const own = messages.filter((message) => message.way === way);
      const claimed = own.filter(({ state }) => state === 'sending');
      if (claimed.length > 0) channel.take(claimed);
      if (own.some(({ state }) => state === 'wanted')) channel.wake();
    }
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.instance.start();
    for (const channel of this.channels.values()) channel.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([...this.channels.values()].map((channel) => channel.stop()));
    // After the lock is released, another instance marks messages without a written result as `unknown`.
    await this.instance.stop();
  }
}
