import type { ClaimedMessage, MessageContent, Way } from '../message.js';

/** What a gateway is asked to send. */
export interface OutgoingMessage extends Pick<ClaimedMessage, 'id' | 'form' | 'recipient' | 'language' | 'number'> {
  content: MessageContent;
  /** The time of this attempt. */
  date: Date;
}

/** The result of one attempt. A `reason` is a code, never the words of the provider, which may quote the recipient. */
export type Outcome =
  | { kind: 'sent' }
  /** The message cannot be sent, and another attempt cannot help. */
  | { kind: 'refused'; reason: string }
  /**
   * The attempt counts, and the message is tried again later. `mayHaveLeft`: it may have reached the recipient all the
   * same. `channelDown`: other messages would probably fail in the same way, so the channel is left alone for a while.
   */
  | { kind: 'failed'; reason: string; mayHaveLeft: boolean; channelDown?: boolean }
  /** The channel cannot be used and nothing was said about this message, so the attempt does not count. */
  | { kind: 'unavailable'; reason: string };

/** One outbound channel. A gateway knows its protocol; claiming, retries and results belong to the sender. */
export abstract class Gateway {
  abstract readonly way: Way;
  /** Whether this installation has the channel. */
  abstract readonly configured: boolean;
  /** How many messages may be under way at once. */
  abstract readonly concurrency: number;

  /** Sends one message. An exception counts as a failed attempt of a message that may have left. */
  abstract send(message: OutgoingMessage): Promise<Outcome>;

  /** Closes connections, also those in use. Called once, after the last attempt or when waiting for it has ended. */
  abstract close(): void;
}

/** Injection token: every `Gateway` of the notifier, as an array. */
export const GATEWAYS = Symbol('GATEWAYS');
