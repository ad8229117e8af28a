import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { ServiceContext } from '@redress/runtime';
import { Rendering } from './acknowledge/rendering.js';
import type { NotifierConfig } from './config.js';
import { MailSender, type MailSettings } from './email/mail-sender.js';
import type { TakenMessage, Way } from './message.js';
import { PreviewSender } from './preview/preview-sender.js';
import { SendMetrics } from './sending/send-metrics.js';

/** The ways out of this installation: mail where SMTP_URL names a server, and the preview mailbox. */
export class Senders implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly mail: MailSender | undefined;
  private readonly preview: PreviewSender;

  constructor(context: ServiceContext<NotifierConfig>) {
    const { config, dataSource, outbox, registry, log, now } = context;
    const rendering = new Rendering(context.policies, context.installation, config.PUBLIC_URL);
    const metrics = new SendMetrics(registry, () =>
      dataSource.query(`SELECT way, state, count(*) FROM notifier.messages WHERE state IN ('wanted', 'sending', 'unknown') GROUP BY way, state`),
    );
    const settings = mailSettings(config);
    this.mail = settings && new MailSender(settings, outbox, dataSource, rendering, metrics, log, now);
    this.preview = new PreviewSender(outbox, rendering, metrics, log, now);
  }

  get gateways(): { email: boolean } {
    return { email: this.mail !== undefined };
  }

  /** See {@link MailSender.mayTake}. */
  mayTake(mails: number): string | undefined {
    return this.mail?.mayTake(mails);
  }

  /** For messages that are committed: those already taken are sent, for the others their sender looks into the table. */
  committed(taken: readonly TakenMessage[], waiting: ReadonlySet<Way>): void {
    if (taken.length > 0) this.mail?.take(taken);
    if (waiting.has('email')) this.mail?.wake();
    if (waiting.has('preview')) this.preview.wake();
  }

  async onApplicationBootstrap(): Promise<void> {
    this.preview.start();
    await this.mail?.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.mail?.stop(), this.preview.stop()]);
  }
}

function mailSettings({ SMTP_URL, MAIL_FROM, NOTIFIER_CONNECTIONS, NOTIFIER_SMTP_TIMEOUT }: NotifierConfig): MailSettings | undefined {
  if (!SMTP_URL || !MAIL_FROM) return undefined;
  const answer = NOTIFIER_SMTP_TIMEOUT * 1_000;
  return {
    url: SMTP_URL,
    from: MAIL_FROM,
    connections: NOTIFIER_CONNECTIONS,
    timeouts: { connect: Math.min(answer, 10_000), greeting: Math.min(answer, 15_000), answer, idle: 30_000 },
    stopWithin: 6_000,
  };
}
