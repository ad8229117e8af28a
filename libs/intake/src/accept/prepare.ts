import { Injectable } from '@nestjs/common';
import {
  Installation,
  complaintReceived,
  messageReceived,
  type ComplaintReceived,
  type Contact,
  type MessageReceived,
} from '@redress/contracts';
import type { NewEvent } from '@redress/messaging';
import { maskFields } from '../masking/mask-fields.rules.js';
import { Seal } from '../masking/seal.js';
import type { ComplaintArrival, Entry, Identity, MessageArrival } from './arrival.js';
import { Channel } from './channel.js';

/** A complaint with its event, ready to be stored. */
export interface PreparedComplaint extends Entry {
  event: NewEvent<ComplaintReceived>;
  contactKeys: string[];
}

/** A message with its event, ready to be stored. */
export interface PreparedMessage extends Entry {
  complaintId: string;
  event: NewEvent<MessageReceived>;
}

/** Gives arrivals their ids and numbers, masks card numbers and seals what was masked. */
@Injectable()
export class Preparation {
  constructor(
    private readonly channel: Channel,
    private readonly installation: Installation,
    private readonly seal: Seal,
  ) {}

  /** The id of the complaint with this identity. It is computed from what was sent, not from what is published. */
  complaintId({ reference, content }: Identity): string {
    return this.installation.complaintId(joined(this.channel.name, reference, content));
  }

  complaint(arrival: ComplaintArrival): PreparedComplaint {
    const id = this.complaintId(arrival);
    const number = this.installation.numberOf(id);
    const { data, original } = maskFields({ number, channel: this.channelOf(), ...arrival.complaint });
    return {
      ...this.entry(id, arrival.reference, data, original),
      event: { definition: complaintReceived, subject: id, data, traceparent: arrival.traceparent },
      contactKeys: contactsOf(data).map((contact) => this.installation.contactKey(contact)),
    };
  }

  message(arrival: MessageArrival): PreparedMessage {
    const { about, reference, content, message, contact } = arrival;
    const id = this.installation.complaintId(joined(`${this.channel.name}-message`, about, reference, content));
    const { data, original } = maskFields({
      message: id,
      number: this.installation.numberOf(about),
      channel: this.channelOf(),
      ...message,
      ...(contact && { contactKey: this.installation.contactKey(contact) }),
    });
    return {
      ...this.entry(id, reference, data, original),
      complaintId: about,
      event: { definition: messageReceived, subject: about, data, traceparent: arrival.traceparent },
    };
  }

  private channelOf(): ComplaintReceived['channel'] {
    return this.channel.name as ComplaintReceived['channel'];
  }

  private entry(
    id: string,
    reference: string,
    { number, channel, receivedAt }: Pick<ComplaintReceived, 'number' | 'channel' | 'receivedAt'>,
    original: Record<string, string> | undefined,
  ): Entry {
    const sealed = original && this.seal.close(id, JSON.stringify(original));
    return { id, reference, number, channel, receivedAt, sealed };
  }
}

function joined(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(':');
}

function contactsOf({ customer: { phone, email, chat } }: Pick<ComplaintReceived, 'customer'>): Contact[] {
  return [...(phone ? [{ phone }] : []), ...(email ? [{ email }] : []), ...(chat ? [{ chat }] : [])];
}
