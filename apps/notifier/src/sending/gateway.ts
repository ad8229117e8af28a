import type { ClaimedMessage, MessageContent, Way } from '../message.js';

/** A message for a gateway to send. */
export interface OutgoingMessage extends Pick<ClaimedMessage, 'id' | 'form' | 'recipient' | 'language' | 'number'> {
  content: MessageContent;
  /** The time of this attempt. */
  date: Date;
}

/** The result of one attempt. A `reason` is a code, never the text of the provider, which may contain the recipient. */
export type Outcome =
  | { kind: 'sent' }
  /** The message cannot be sent, and another attempt cannot help. */
  | { kind: 'refused'; reason: string }
  /**
   * The attempt counts, and the message is tried again later. `mayHaveLeft`: it may have reached the recipient
   * anyway. `channelDown`: other messages would probably fail in the same way, so the channel is paused.
   */
  | { kind: 'failed'; reason: string; mayHaveLeft: boolean; channelDown?: boolean }
  /** The channel is unavailable and did not process this message, so the attempt does not count. */
  | { kind: 'unavailable'; reason: string };

/** One outbound channel. A gateway knows its protocol; claiming, retries and results belong to the sender. */
export abstract class Gateway {
  abstract readonly way: Way;
  /** Whether this installation has the channel. */
  abstract readonly configured: boolean;
  /** The maximum number of messages that are sent at once. */
  abstract readonly concurrency: number;

  /** Sends one message. An exception counts as a failed attempt of a message that may have left. */
  abstract send(message: OutgoingMessage): Promise<Outcome>;

  /** Closes connections, also those in use. Called once, after the last attempt or when waiting for it has ended. */
  abstract close(): void;
}

/** Injection token: every `Gateway` of the notifier, as an array. */
export const GATEWAYS = Symbol('GATEWAYS');
