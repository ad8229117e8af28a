import { headerText } from './encoded-words.rules.js';

/** Everything of a mail that differs from one to the next. */
export interface Letter {
  /** Of the message: boundary and Message-ID are made of it. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  language: string;
  date: Date;
}

/** Who the mails are from. */
export interface Sender {
  name: string;
  address: string;
}

/**
 * The bytes of one mail, ready for DATA: RFC 5322 headers, multipart/alternative in base64 (7 bit: needs nothing of the server).
 * Put together by hand because it costs a tenth of a general composer
 * and all of it is ours: two parts, no attachments, one recipient. `to` must have passed {@link isSendable}.
 */
export function composeMail(sender: Sender, letter: Letter): string {
  const boundary = `=_${letter.id}`;
  return (
    `From: ${mailbox(sender)}\r\n` +
    `To: <${letter.to}>\r\n` +
    `Subject: ${headerText(letter.subject)}\r\n` +
    `Message-ID: ${messageId(sender, letter.id)}\r\n` +
    `Date: ${dateTime(letter.date)}\r\n` +
    // RFC 3834 §5.1: no vacation notice may answer it.
    'Auto-Submitted: auto-generated\r\n' +
    `Content-Language: ${letter.language}\r\n` +
    'MIME-Version: 1.0\r\n' +
    `Content-Type: multipart/alternative; boundary="${boundary}"\r\n` +
    '\r\n' +
    part(boundary, 'text/plain', letter.text) +
    part(boundary, 'text/html', letter.html) +
    `--${boundary}--\r\n`
  );
}

/** The same over all attempts: a receiver that got it twice can tell. */
export function messageId(sender: Sender, id: string): string {
  return `<${id}@${sender.address.slice(sender.address.lastIndexOf('@') + 1)}>`;
}

/** Whether an address can stand in SMTP commands and headers without ending them: a dot-atom (also of UTF-8), no quoted local part. */
export function isSendable(address: string): boolean {
  return address.length <= 254 && /^[^\s\p{C}()<>[\]:;,\\"@]+@[^\s\p{C}()<>[\]:;,\\"@]+$/u.test(address);
}

function mailbox({ name, address }: Sender): string {
  if (name === '') return `<${address}>`;
  const plain = /^[\w .-]+$/.test(name) ? `"${name}"` : headerText(name);
  return `${plain}\r\n <${address}>`;
}

function part(boundary: string, type: string, content: string): string {
  return `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(content)}`;
}

/** Lines of 76 characters (RFC 2045 §6.8). A loop: the regular expression one would write first costs four times as much. */
function base64Lines(content: string): string {
  const encoded = Buffer.from(content).toString('base64');
  let lines = '';
  for (let at = 0; at < encoded.length; at += 76) lines += encoded.slice(at, at + 76) + '\r\n';
  return lines;
}

/** RFC 5322 §3.3, in UTC: `Mon, 24 Nov 2026 10:00:00 +0000`. */
function dateTime(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}
