import type { Language } from '@redress/contracts';

export type Purpose = 'acknowledgement';

/** The channel of a message: `over` in the delivery events. */
export type Way = 'email' | 'sms' | 'preview';

/** `unknown`: it is uncertain whether the message was sent; it is sent again with the same id. */
export type MessageState = 'wanted' | 'sending' | 'sent' | 'failed' | 'unknown' | 'suppressed';

/** The decision that the message reports. */
export type DecisionKind = 'assigned' | 'triage' | 'approval';

/**
 * The contents of the text besides number and code, copied from the decision. Stored as jsonb in `messages.facts`, so
 * these names are part of the schema.
 */
export interface DecisionDetails {
  told: DecisionKind;
  /** Instants in ISO 8601, UTC. */
  receivedAt: string;
  firstContactBy?: string;
  dueAt?: string;
  confidential: boolean;
  /** Ids in the policy; absent if the customer must not read them. */
  category?: string;
  department?: string;
}

/** One row of `notifier.messages`. There is at most one for each complaint and purpose. */
export interface Message {
  /** Derived from complaint and purpose, and the same for all attempts. */
  id: string;
  complaintId: string;
  purpose: Purpose;
  way: Way;
  form: 'mail' | 'sms';
  recipient: string | null;
  language: Language;
  number: string;
  facts: DecisionDetails;
  wantedAt: Date;
}

/** A message that a decision asks for. `suppressed` is the reason why it is not sent. */
export type WantedMessage = Omit<Message, 'wantedAt'> & { suppressed?: string };

/** A message that an instance has claimed in order to send it. */
export interface ClaimedMessage extends Message {
  /** Counted from 1. */
  attempt: number;
  /** The instance that claimed it. If that instance dies, the message becomes `unknown`. */
  instance: string;
  /** The state it was claimed from. `unknown`: an earlier attempt may have reached the recipient. */
  claimedFrom: 'wanted' | 'unknown';
}

/** The content of a message in the customer's language. */
export interface MessageContent {
  /** Empty for a text message. */
  subject: string;
  /** Plain text. */
  text: string;
  /** Absent for a text message. */
  html: string | undefined;
}
