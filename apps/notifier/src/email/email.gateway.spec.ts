import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startMailSink, type MailSink } from '@redress/testing';
import MailComposer from 'nodemailer/lib/mail-composer';
import { pino } from 'pino';
import { NotifierConfig } from '../config.js';
import type { OutgoingMessage } from '../sending/gateway.js';
import { composeMail, mimeTextOf } from './compose-mail.js';
import { EmailGateway } from './email.gateway.js';

const id = '6f0b9a5e-8c47-5d12-9a3f-0c2d4e6f8a10';
const content = {
  subject: '已登记，编号 4821 0937 5516 2204',
  text: '您好：\r\n.\r\n编号\r\n',
  html: '<p>您好：</p>\r\n'.repeat(30),
};
const message: OutgoingMessage = {
  ...{ id, form: 'mail', recipient: 'li@example.test', language: 'zh-CN', number: '4821093755162204', content },
  date: new Date('2026-11-23T06:05:00Z'),
};
type SunkMail = Awaited<ReturnType<MailSink['mails']>>[number];
let sink: MailSink;
let gateway: EmailGateway | undefined;

beforeAll(async () => {
  sink = await startMailSink();
});
afterEach(() => {
  gateway?.close();
  sink.clear();
});
afterAll(() => sink.stop());

function openGateway(from = { name: '某某电信', address: 'noreply@example.test' }): EmailGateway {
  const variables = { SMTP_URL: sink.url, MAIL_FROM: from, NOTIFIER_CONNECTIONS: 1, NOTIFIER_SMTP_TIMEOUT: 5 };
  gateway = new EmailGateway(Object.assign(new NotifierConfig(), variables), pino({ level: 'silent' }));
  return gateway;
}

async function received(
  sent: Partial<OutgoingMessage> = {},
  from?: { name: string; address: string },
): Promise<SunkMail> {
  expect(await openGateway(from).send({ ...message, ...sent })).toEqual({ kind: 'sent' });
  return (await sink.mails()).at(-1)!;
}

const lines = (text: string): string[] => text.trimEnd().split(/\r?\n/);

describe('a mail', () => {
  it('contains sender, recipient and date, and states that it was sent automatically', async () => {
    const mail = await received();
    expect(mail).toMatchObject({ from: 'noreply@example.test', to: ['li@example.test'], subject: content.subject });
    expect(mail.headers).toMatchObject({
      to: 'li@example.test',
      date: 'Mon, 23 Nov 2026 06:05:00 +0000',
      'message-id': `<${id}@example.test>`,
      'auto-submitted': 'auto-generated',
      'content-language': 'zh-CN',
    });
    expect(mail.raw.toString()).toContain('From: =?UTF-8?B?5p+Q5p+Q55S15L+h?= <noreply@example.test>\r\n');
  });

  it('contains the complete text as plain text and as HTML, in 7-bit lines that every server accepts', async () => {
    const { raw, text, html, headers } = await received();
    expect(headers['content-type']).toMatch(/^multipart\/alternative;/);
    expect(lines(text)).toEqual(lines(content.text));
    expect(lines(html)).toEqual(lines(content.html));
    expect(raw.toString('latin1')).toMatch(/^[\x20-\x7e\r\n]*$/);
    expect(raw.toString()).not.toMatch(/[^\r]\n/);
    for (const line of raw.toString().split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
  });

  it('has the same Message-ID at every attempt', async () => {
    const first = await received();
    const second = await received({ date: new Date('2026-11-24T06:05:00Z'), content: { ...content, text: 'other' } });
    expect(second.messageId).toBe(first.messageId);
    expect(second.messageId).toBe(`<${id}@example.test>`);
  });

  it.each([
    'x\r\nBcc: all@example.test',
    'x\nBcc: all@example.test',
    '电信\r\n\r\nbody',
    'x\u2028Bcc: y',
    'x\u0000\u0085Bcc: y',
  ])('has the same headers for every subject and name of the sender: %j', async (text) => {
    const names = Object.keys((await received()).headers);
    const mail = await received(
      { content: { ...content, subject: text } },
      { name: text, address: 'noreply@example.test' },
    );
    expect(Object.keys(mail.headers)).toEqual(names);
    expect(mail.to).toEqual(['li@example.test']);
    expect(lines(mail.text)).toEqual(lines(content.text));
  });

  it('encodes long subjects without splitting a character', async () => {
    const subject = '编号𠮷👍🏽'.repeat(40);
    const { raw, ...mail } = await received({ content: { ...content, subject } });
    expect(mail.subject).toBe(subject);
    const words = raw.toString().match(/=\?UTF-8\?B\?[^?]+\?=/g)!;
    expect(words.length).toBeGreaterThan(10);
    for (const word of words) expect(Buffer.from(word.slice(10, -2), 'base64').toString()).not.toContain('\ufffd');
  });

  it('goes to an international domain in its ASCII form, which every server accepts', async () => {
    const recipient = 'li@例子.test';
    expect((await received({ recipient })).headers['to']).toBe('li@xn--fsqu00a.test');
    const { envelope } = composeMail({ name: '', address: 'noreply@例子.test' }, recipient, message);
    expect(envelope).toEqual({ from: 'noreply@xn--fsqu00a.test', to: ['li@xn--fsqu00a.test'] });
  });

  it.each([content, { subject: 'short', text: 'a', html: '<p>a</p>' }, { subject: '长', text: '长\r\n'.repeat(900) }])(
    'has the bytes that the streams of nodemailer write',
    async (parts) => {
      const options = { ...parts, from: 'a@b.test', to: 'c@d.test', date: message.date, messageId: '<a@b.test>' };
      const compiled = () =>
        new MailComposer({ ...options, baseBoundary: id, encoding: 'base64', textEncoding: 'base64' }).compile();
      expect(mimeTextOf(compiled())).toBe((await compiled().build()).toString());
    },
  );
});

describe('a recipient that is not an address', () => {
  it.each([null, '', 'li', 'li@x\r\nBcc: y@z', 'li@x,z@y'])(
    'is refused before the server is asked: %j',
    async (recipient) => {
      expect(await openGateway().send({ ...message, recipient })).toEqual({ kind: 'refused', reason: 'bad-address' });
      expect(sink.count()).toBe(0);
    },
  );
});
