import type { ComplaintReceived, Contact, MessageReceived } from '@redress/contracts';

/** How a channel names what it has received. */
export interface Identity {
  /**
   * The sender's own name for the message, unique within the service: an Idempotency-Key, mailbox and digest, chat and
   * message. One reference stands for one message.
   */
  reference: string;
  /**
   * A digest of the content, where the sender chooses the reference: the same reference with other content is then
   * refused. A channel gives it always or never.
   */
  content?: string;
}

interface Handed extends Identity {
  /** W3C Trace Context of the request that brought it. */
  traceparent?: string | undefined;
}

/** A new complaint, as a `normalize-*.rules.ts` makes it. */
export interface ComplaintArrival extends Handed {
  /** The number is computed. `channel` is that of the service by default. Free text may contain card numbers. */
  complaint: Omit<ComplaintReceived, 'number' | 'channel'> & Partial<Pick<ComplaintReceived, 'channel'>>;
}

/** A message about a complaint that has its number already. */
export interface MessageArrival extends Handed {
  /** The complaint's id. */
  about: string;
  /** Without what is computed: its id, the complaint's number and the contact key. */
  message: Omit<MessageReceived, 'message' | 'number' | 'channel' | 'contactKey'> &
    Partial<Pick<MessageReceived, 'channel'>>;
  /** Whom it came from, where the channel knows. */
  contact?: Contact;
}

export type Arrival = ComplaintArrival | MessageArrival;

export type Acceptance = 'accepted' | 'already-accepted';

/** What is stored. */
export interface Accepted {
  /** The id of the complaint, or of the message itself. */
  id: string;
  /** The number of the complaint. */
  number: string;
  acceptance: Acceptance;
}

/** What opens a complaint to its customer. */
export interface Access {
  /** 查询码 */
  code: string;
  /** The last part of the signed link: `<PUBLIC_URL>/t/<token>`. */
  linkToken: string;
}

/** An arrival as it is stored: with its id and without card numbers. */
export interface Entry {
  id: string;
  reference: string;
  number: string;
  channel: string;
  /** RFC 3339, UTC. */
  receivedAt: string;
  /** The fields that were masked, encrypted. */
  sealed: Buffer | undefined;
}
