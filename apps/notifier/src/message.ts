import type { Language } from '@redress/contracts';

export type Purpose = 'acknowledgement';

/** What carries a message: `over` in the delivery events. */
export type Way = 'email' | 'sms' | 'preview';

/** `unknown`: it may have left and nobody can say; it goes again under the same Message-ID. */
export type MessageState = 'wanted' | 'sending' | 'sent' | 'failed' | 'unknown' | 'suppressed';

/** Which decision is being told. */
export type Told = 'assigned' | 'triage' | 'approval';

/** What the text says besides number and code: taken from the decision once, so that no reader is asked when it is rendered. */
export interface Facts {
  told: Told;
  /** ISO instants, UTC. */
  receivedAt: string;
  firstContactBy?: string;
  dueAt?: string;
  confidential: boolean;
  /** Ids of the policy; absent where they must not be said. */
  category?: string;
  department?: string;
}

/** One row of `notifier.messages`: one complaint and purpose, for ever. */
export interface Message {
  /** Derived from complaint and purpose: the Message-ID is made of it and is the same over all attempts. */
  id: string;
  complaintId: string;
  purpose: Purpose;
  way: Way;
  form: 'mail' | 'sms';
  recipient: string | null;
  language: Language;
  number: string;
  facts: Facts;
  wantedAt: Date;
}

/** A message this instance has taken to send it. */
export interface TakenMessage extends Message {
  attempt: number;
  /** Who has it: rows of an instance that is gone become `unknown`. */
  instance: string;
}
