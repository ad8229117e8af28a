import type { Installation } from '@redress/contracts';
import type { PolicyStore } from '@redress/policy';
import { htmlBody, plainBody } from '../email/mail-body.rules.js';
import type { Message } from '../message.js';
import { acknowledgementText, type Acknowledgement } from './acknowledgement-text.rules.js';
import { InstantWords } from './instant-words.js';
import { smsText } from './sms-text.rules.js';

/** A message in words. */
export interface Rendered {
  subject: string;
  text: string;
  html: string | undefined;
}

/** Turns rows into words, with the policy of the moment. Code and link are computed here: no event and no row carries them. */
export class Rendering {
  private readonly instants = new InstantWords();

  constructor(
    private readonly policies: PolicyStore,
    private readonly installation: Installation,
    /** Without a slash at the end. */
    private readonly publicUrl: string,
  ) {}

  render(message: Message, now: Date): Rendered {
    const policy = this.policies.current;
    const { language, number, facts, complaintId } = message;
    const url = `${this.publicUrl}/t/${this.installation.linkToken(complaintId)}`;
    const acknowledgement: Acknowledgement = { language, number, code: this.installation.codeOf(complaintId), url, facts };
    const day = (instant: string): string => this.instants.say(policy, language, new Date(instant), now);
    if (message.form === 'sms') return { subject: '', text: smsText(policy, acknowledgement, day), html: undefined };
    const { subject, paragraphs } = acknowledgementText(policy, acknowledgement, day);
    return { subject, text: plainBody(paragraphs), html: htmlBody(paragraphs, language, subject) };
  }
}
