import { Injectable } from '@nestjs/common';
import { isUnreachable, reasonOf } from '@redress/database';
import { Gateway, type Outcome, type OutgoingMessage } from '../sending/gateway.js';
import { Previews } from './previews.js';

/**
 * Puts messages into the preview mailbox, where staff read them instead of the customer. A message that is sent again,
 * because the result of an earlier attempt was lost, appears only once.
 */
@Injectable()
export class PreviewGateway extends Gateway {
  readonly way = 'preview';
  readonly configured = true;
  /** Each send uses a connection of the service's pool. */
  readonly concurrency = 4;

  constructor(private readonly previews: Previews) {
    super();
  }

  async send({ id, form, recipient, language, number, content, date }: OutgoingMessage): Promise<Outcome> {
    const { subject, text, html } = content;
    try {
      await this.previews.add({
        id,
        form,
        recipient,
        language,
        number,
        subject,
        bodyText: text,
        bodyHtml: html ?? null,
        shownAt: date,
      });
      return { kind: 'sent' };
    } catch (error) {
      if (isUnreachable(error)) return { kind: 'unavailable', reason: reasonOf(error) };
      throw error;
    }
  }

  close(): void {
    // The connections belong to the pool.
  }
}
