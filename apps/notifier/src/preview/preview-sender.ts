import { randomUUID } from 'node:crypto';
import { codeOf, type Outbox, type Transaction } from '@redress/messaging';
import { describeError } from '@redress/runtime';
import type { Logger } from 'pino';
import type { Rendering } from '../acknowledge/rendering.js';
import type { TakenMessage } from '../message.js';
import { takeDue } from '../sending/message-rows.js';
import type { SendMetrics } from '../sending/send-metrics.js';
import { settleMessages, type Result } from '../sending/settle-messages.js';

const pollMs = 1_000;
const batch = 200;

/**
 * Puts messages into the preview mailbox where no sending is configured. Everything is in our own database, so taking, showing and
 * settling are one transaction, and nothing can be `unknown`.
 */
export class PreviewSender {
  /** Nobody outside the transaction ever sees a row in `sending`. */
  private readonly instance = randomUUID();
  private working: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly outbox: Outbox,
    private readonly rendering: Rendering,
    private readonly metrics: SendMetrics,
    private readonly log: Logger,
    private readonly now: () => Date,
  ) {}

  start(): void {
    this.wake();
    this.timer = setInterval(() => this.wake(), pollMs);
  }

  wake(): void {
    this.again = true;
    this.working ??= this.work()
      .catch((error: unknown) => this.log.warn({ code: codeOf(error) }, 'messages could not be put into the preview mailbox yet'))
      .finally(() => (this.working = undefined));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.working;
  }

  private async work(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      const count = await this.outbox.transaction((tx) => this.show(tx));
      if (count === batch) this.again = true;
    }
  }

  private async show(tx: Transaction): Promise<number> {
    const messages = await takeDue(tx, 'preview', batch, this.instance);
    if (messages.length === 0) return 0;
    const startedAt = performance.now();
    const now = this.now();
    const previews: object[] = [];
    const results = messages.map((message): Result => {
      try {
        previews.push(this.previewOf(message, now));
        return { message, outcome: { kind: 'sent' } };
      } catch (error) {
        this.log.error({ err: describeError(error), message: message.id }, 'a message could not be put into words');
        return { message, outcome: { kind: 'failed', reason: 'not-renderable', uncertain: false } };
      }
    });
    await tx.query(
      `INSERT INTO notifier.previews (id, form, recipient, language, number, subject, body_text, body_html, shown_at)
       SELECT id, form, recipient, language, number, subject, body_text, body_html, $2
         FROM jsonb_to_recordset($1::jsonb) AS new (id uuid, form text, recipient text, language text, number text, subject text, body_text text, body_html text)
       ON CONFLICT (id) DO NOTHING`,
      [JSON.stringify(previews), now],
    );
    await settleMessages(tx, results, now);
    const seconds = (performance.now() - startedAt) / 1_000 / messages.length;
    for (const { outcome } of results) this.metrics.tried('preview', outcome, seconds);
    return messages.length;
  }

  private previewOf(message: TakenMessage, now: Date): object {
    const { subject, text, html } = this.rendering.render(message, now);
    const { id, form, recipient, language, number } = message;
    return { id, form, recipient, language, number, subject, body_text: text, body_html: html };
  }
}
