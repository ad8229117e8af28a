import { codeOf, type Outbox } from '@redress/messaging';
import { describeError } from '@redress/runtime';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Rendering } from '../acknowledge/rendering.js';
import type { TakenMessage } from '../message.js';
import { Instance } from '../sending/instance.js';
import { recoverAbandoned, takeDue } from '../sending/message-rows.js';
import type { Outcome } from '../sending/settle.rules.js';
import { Settler } from '../sending/settler.js';
import { ChannelBreaker } from './channel-breaker.js';
import { composeMail, isSendable, type Sender } from './mime.rules.js';
import type { SendMetrics } from '../sending/send-metrics.js';
import { SmtpConnections, SmtpError } from './smtp-connections.js';

export interface MailSettings {
  url: string;
  from: Sender;
  /** Mails under way at once, each on a connection of its own. */
  connections: number;
  timeouts: { connect: number; greeting: number; answer: number; idle: number };
  /** How long a stop waits for mails under way, milliseconds. */
  stopWithin: number;
}

const pollMs = 1_000;
const recoverEveryMs = 2_000;
/** Mails taken and not yet settled at the most; each would be sent again after a crash. */
const held = 500;
const batch = 100;

/**
 * Sends mails from the table, and from the hand of the consumer right after its commit. A row is taken (`sending`, attempt, instance) before
 * its mail leaves and settled afterwards; all that happens between is safe to lose.
 */
export class MailSender {
  private readonly queue: TakenMessage[] = [];
  private readonly inHand = new Map<string, TakenMessage>();
  private readonly breaker = new ChannelBreaker();
  private readonly smtp: SmtpConnections;
  private readonly settler: Settler;
  private readonly instance: Instance;
  private underWay = 0;
  private moreInTable = true;
  private taking: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private recoveredAt = -Infinity;
  private stopping = false;
  private landed: (() => void) | undefined;

  constructor(
    private readonly settings: MailSettings,
    private readonly outbox: Outbox,
    dataSource: DataSource,
    private readonly rendering: Rendering,
    private readonly metrics: SendMetrics,
    private readonly log: Logger,
    private readonly now: () => Date,
  ) {
    this.smtp = new SmtpConnections(settings.url, settings.timeouts);
    this.instance = new Instance(dataSource, (error) => log.warn({ code: codeOf(error) }, 'the lock that shows this notifier is alive is lost'));
    this.settler = new Settler(
      outbox,
      now,
      (results) => {
        for (const { message } of results) this.inHand.delete(message.id);
        this.refill();
      },
      (error) => log.warn({ code: codeOf(error) }, 'what became of mails could not be written yet'),
    );
  }

  async start(): Promise<void> {
    await this.instance.start();
    this.tick();
  }

  /** The instance under which the caller may insert `count` mails as already taken, to be handed to {@link take} after the commit. */
  mayTake(count: number): string | undefined {
    const open = !this.stopping && this.breaker.width(Date.now(), 2) > 1 && this.inHand.size + count <= held;
    return open ? this.instance.id : undefined;
  }

  /** Sends rows that are committed as taken by this process. */
  take(messages: readonly TakenMessage[]): void {
    for (const message of messages) {
      this.inHand.set(message.id, message);
      this.queue.push(message);
    }
    if (this.stopping) this.putBack(this.now());
    this.pump();
  }

  /** There may be something in the table. */
  wake(): void {
    this.moreInTable = true;
    if (this.taking || this.stopping) return;
    this.taking = this.takeFromTable()
      .catch((error: unknown) => this.log.warn({ code: codeOf(error) }, 'mails could not be taken from the table yet'))
      .finally(() => (this.taking = undefined));
  }

  /** Mails under way may finish, the others are given back. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.taking;
    this.putBack(this.now());
    const endsAt = Date.now() + this.settings.stopWithin;
    if (this.underWay > 0) {
      const late = new Promise<void>((resolve) => setTimeout(resolve, this.settings.stopWithin).unref());
      await Promise.race([new Promise<void>((resolve) => (this.landed = resolve)), late]);
    }
    this.smtp.close();
    await this.settler.drain(Math.max(endsAt - Date.now(), 1_000));
    // What is not settled now stays `sending`; with the lock gone the next one makes it `unknown`.
    await this.instance.stop();
  }

  private tick(): void {
    this.wake();
    if (!this.stopping) this.timer = setTimeout(() => this.tick(), pollMs);
  }

  private async takeFromTable(): Promise<void> {
    if (Date.now() - this.recoveredAt > recoverEveryMs) await this.recover();
    for (let room = this.room(); this.moreInTable && room > 0; room = this.room()) {
      const instance = this.instance.id;
      if (!instance) return;
      this.moreInTable = false;
      const taken = await this.outbox.transaction((tx) => takeDue(tx, 'email', room, instance));
      if (taken.length === room) this.moreInTable = true;
      this.take(taken);
    }
  }

  /** How many more may be taken: a batch when little is queued, one mail while we find out whether the server is back. */
  private room(): number {
    const width = this.breaker.width(Date.now(), this.settings.connections);
    if (this.stopping || width <= 1) return this.stopping ? 0 : width - this.inHand.size;
    return this.queue.length > batch / 2 ? 0 : Math.min(held - this.inHand.size, batch);
  }

  private async recover(): Promise<void> {
    const own = this.instance.id;
    if (!own) return;
    const complaints = [...this.inHand.values()].map(({ complaintId }) => complaintId);
    const count = await this.outbox.transaction((tx) => recoverAbandoned(tx, own, complaints));
    this.recoveredAt = Date.now();
    if (count > 0) this.log.warn({ count }, 'mails of a notifier that is gone may have left: they go again under the same Message-ID');
  }

  private pump(): void {
    while (this.queue.length > 0) {
      const width = this.breaker.width(Date.now(), this.settings.connections);
      if (width === 0) return this.putBack(new Date(this.breaker.pausedUntil));
      if (this.underWay >= width) return;
      void this.send(this.queue.shift()!);
    }
  }

  private async send(message: TakenMessage): Promise<void> {
    this.underWay += 1;
    const startedAt = performance.now();
    const outcome = await this.attempt(message);
    this.metrics.tried('email', outcome, (performance.now() - startedAt) / 1_000);
    this.underWay -= 1;
    this.settler.add({ message, outcome });
    if (this.underWay === 0) this.landed?.();
    this.pump();
    this.refill();
  }

  private async attempt(message: TakenMessage): Promise<Outcome> {
    const to = message.recipient ?? '';
    if (!isSendable(to)) return { kind: 'refused', reason: 'bad-address' };
    let mail: string;
    try {
      const { subject, text, html } = this.rendering.render(message, this.now());
      mail = composeMail(this.settings.from, { id: message.id, to, subject, text, html: html ?? '', language: message.language, date: this.now() });
    } catch (error) {
      this.log.error({ err: describeError(error), message: message.id }, 'a mail could not be put into words');
      return { kind: 'failed', reason: 'not-renderable', uncertain: false };
    }
    try {
      await this.smtp.send({ from: this.settings.from.address, to }, mail);
      this.breaker.works();
      return { kind: 'sent' };
    } catch (error) {
      return this.outcomeOf(error, message);
    }
  }

  private outcomeOf(error: unknown, message: TakenMessage): Outcome {
    if (!(error instanceof SmtpError)) {
      this.log.error({ err: describeError(error), message: message.id }, 'a mail could not be handed over');
      return { kind: 'failed', reason: 'not-handed-over', uncertain: true };
    }
    const { reason, scope, untried, permanent, uncertain } = error.failure;
    if (scope === 'message') this.breaker.works();
    else if (this.breaker.fails(Date.now()))
      this.log.warn({ reason, until: new Date(this.breaker.pausedUntil) }, 'the mail server cannot be used now');
    if (untried) return { kind: 'put-back', until: new Date(this.breaker.pausedUntil) };
    this.log.info({ reason, message: message.id, attempt: message.attempt }, 'a mail was not taken');
    return permanent ? { kind: 'refused', reason } : { kind: 'failed', reason, uncertain };
  }

  private refill(): void {
    if (this.moreInTable && !this.taking && this.room() > 0) this.wake();
  }

  private putBack(until: Date): void {
    this.settler.add(...this.queue.splice(0).map((message) => ({ message, outcome: { kind: 'put-back', until } as const })));
  }
}
