import { Injectable } from '@nestjs/common';
import { Installation } from '@redress/contracts';
import { PolicyStore } from '@redress/policy';
import { NotifierConfig } from '../config.js';
import type { Message, MessageContent } from '../message.js';
import { acknowledgementText, type Acknowledgement } from './acknowledgement-text.rules.js';
import { InstantFormatter } from './instant-formatter.js';
import { htmlBody, plainBody } from './mail-body.rules.js';
import { smsText } from './sms-text.rules.js';

/**
 * Renders the text of messages with the current policy. Code and link are computed here: no event and no row contains
 * them.
 */
@Injectable()
export class MessageRenderer {
  private readonly instants = new InstantFormatter();

  constructor(
    private readonly policies: PolicyStore,
    private readonly installation: Installation,
    private readonly config: NotifierConfig,
  ) {}

  render(message: Message, now: Date): MessageContent {
    const policy = this.policies.current;
    const { language, number, facts, complaintId } = message;
    const url = `${this.config.PUBLIC_URL}/t/${this.installation.linkToken(complaintId)}`;
    const code = this.installation.codeOf(complaintId);
    const acknowledgement: Acknowledgement = { language, number, code, url, facts };
    const format = (instant: string): string => this.instants.format(policy, language, new Date(instant), now);
    if (message.form === 'sms') return { subject: '', text: smsText(policy, acknowledgement, format), html: undefined };
    const { subject, paragraphs } = acknowledgementText(policy, acknowledgement, format);
    return { subject, text: plainBody(paragraphs), html: htmlBody(paragraphs, language, subject) };
  }
}
