import { encode, wrap } from 'nodemailer/lib/base64';
import MailComposer from 'nodemailer/lib/mail-composer';
import type MimeNode from 'nodemailer/lib/mime-node';
import type { OutgoingMessage } from '../sending/gateway.js';
import { messageIdOf } from './address.rules.js';

/** The sender of mails. */
export interface Sender {
  /** Empty if only an address is configured. */
  name: string;
  address: string;
}

export interface Envelope {
  from: string;
  to: string[];
}

/** A mail in the format of SMTP. International domains in the envelope are in ASCII form if the address allows it. */
export interface ComposedMail {
  envelope: Envelope;
  bytes: Buffer;
}

/**
 * Composes the mail of one message: text and HTML as multipart/alternative, 7 bit only, so that it requires no
 * extension of the server. `to` must have passed `isSendable`. The content can never cause a read from files or from
 * the network.
 */
export function composeMail(from: Sender, to: string, message: OutgoingMessage): ComposedMail {
  const { id, language, date, content } = message;
  const mail = new MailComposer({
    from,
    to: { name: '', address: to },
    subject: content.subject,
    messageId: messageIdOf(from.address, id),
    date,
    text: content.text,
    html: content.html,
    // RFC 3834 §5.1: automatic replies must not answer it.
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
    baseBoundary: id,
    encoding: 'base64',
    textEncoding: 'base64',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const envelope = mail.getEnvelope();
  return { envelope: { from: envelope.from || from.address, to: envelope.to }, bytes: Buffer.from(mimeTextOf(mail)) };
}

/**
 * The same bytes as `node.build()`, which pipes each part through several streams: for texts of some kB, that takes
 * twice as long as everything else together. All parts are base64 (`textEncoding`).
 */
export function mimeTextOf(node: MimeNode): string {
  // Determines `boundary`, so it is called first.
  const headers = `${node.buildHeaders()}\r\n\r\n`;
  if (typeof node.content === 'string') return `${headers}${wrap(encode(node.content))}\r\n`;
  const parts = node.childNodes.map((part) => `--${node.boundary}\r\n${mimeTextOf(part)}`);
  return `${headers}${parts.join('')}--${node.boundary}--\r\n`;
}
