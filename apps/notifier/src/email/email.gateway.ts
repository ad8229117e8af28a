import { Injectable } from '@nestjs/common';
import { describeError, Log } from '@redress/runtime';
import { NotifierConfig } from '../config.js';
import { Gateway, type Outcome, type OutgoingMessage } from '../sending/gateway.js';
import { isSendable } from './address.rules.js';
import { composeMail, type ComposedMail, type Sender } from './compose-mail.js';
import { SmtpConnections, SmtpError, type SmtpTimeouts } from './smtp-connections.js';
import type { SmtpFailure } from './smtp-failure.rules.js';

/** Sends mails to the server of SMTP_URL. */
@Injectable()
export class EmailGateway extends Gateway {
  readonly way = 'email';
  readonly concurrency: number;
  private readonly server: { connections: SmtpConnections; from: Sender } | undefined;

  constructor(
    { SMTP_URL, MAIL_FROM, NOTIFIER_CONNECTIONS, NOTIFIER_SMTP_TIMEOUT }: NotifierConfig,
    private readonly log: Log,
  ) {
    super();
    this.concurrency = NOTIFIER_CONNECTIONS;
    if (SMTP_URL && MAIL_FROM) {
      this.server = { connections: new SmtpConnections(SMTP_URL, timeoutsOf(NOTIFIER_SMTP_TIMEOUT)), from: MAIL_FROM };
    }
  }

  get configured(): boolean {
    return this.server !== undefined;
  }

  async send(message: OutgoingMessage): Promise<Outcome> {
    if (!this.server) return { kind: 'unavailable', reason: 'not-configured' };
    const to = message.recipient ?? '';
    if (!isSendable(to)) return { kind: 'refused', reason: 'bad-address' };
    let mail: ComposedMail;
    try {
      mail = composeMail(this.server.from, to, message);
    } catch (error) {
      this.log.error({ err: describeError(error), message: message.id }, 'a mail could not be composed');
      return { kind: 'failed', reason: 'not-composable', mayHaveLeft: false };
    }
    try {
      await this.server.connections.send(mail.envelope, mail.bytes);
      return { kind: 'sent' };
    } catch (error) {
      if (error instanceof SmtpError) return outcomeOf(error.failure);
      throw error;
    }
  }

  close(): void {
    this.server?.connections.close();
  }
}

function outcomeOf({ reason, scope, untried, permanent, uncertain }: SmtpFailure): Outcome {
  if (untried) return { kind: 'unavailable', reason };
  if (permanent) return { kind: 'refused', reason };
  return { kind: 'failed', reason, mayHaveLeft: uncertain, channelDown: scope === 'channel' };
}

function timeoutsOf(seconds: number): SmtpTimeouts {
  const reply = seconds * 1_000;
  return { connect: Math.min(reply, 10_000), greeting: Math.min(reply, 15_000), reply, idle: 30_000 };
}
