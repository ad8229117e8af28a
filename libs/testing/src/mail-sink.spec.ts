import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { startMailSink, type MailSink } from './mail-sink.js';

let sink: MailSink;
beforeEach(async () => {
  sink = await startMailSink();
});
afterEach(() => sink.stop());

const message = [
  'Message-ID: <1@spec>',
  'Subject: =?utf-8?B?5bey5pS25Yiw?=',
  'Content-Type: text/plain; charset=utf-8',
  '',
  '编号 1234',
  '.',
  '',
].join('\r\n');

/**
 * Sends one mail over SMTP and returns the last reply; undefined if there is none before `timeoutMs` or the connection
 * ends.
 */
async function send(to: string, timeoutMs = 3_000): Promise<string | undefined> {
  const socket = connect(sink.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.setTimeout(timeoutMs, () => socket.destroy());
  const commands = ['EHLO spec', 'MAIL FROM:<redress@spec.test>', `RCPT TO:<${to}>`, 'DATA', message];
  let last: string | undefined;
  const lines = createInterface({ input: socket });
  socket.once('close', () => lines.close());
  for await (const line of lines) {
    if (/^\d{3}-/.test(line)) continue;
    last = line;
    const next = commands.shift();
    if (next === undefined || /^[45]/.test(line)) break;
    last = undefined;
    socket.write(`${next}\r\n`);
  }
  socket.destroy();
  return last;
}

it('returns accepted mails by recipient, parsed', async () => {
  expect(await send('Li@example.test')).toMatch(/^250/);
  const [mail, ...more] = await sink.mailsTo('li@EXAMPLE.test');
  expect(more).toEqual([]);
  expect(mail).toMatchObject({
    from: 'redress@spec.test',
    to: ['li@example.test'],
    subject: '已收到',
    messageId: '<1@spec>',
  });
  expect(mail?.text).toContain('编号 1234');
  expect(await sink.mailsTo('other@example.test')).toEqual([]);
});

it('refuses or defers the given number of mails, then accepts', async () => {
  sink.behave('refuse', 1);
  expect(await send('a@example.test')).toMatch(/^550/);
  sink.behave('defer', 1);
  expect(await send('a@example.test')).toMatch(/^451/);
  expect(sink.count()).toBe(0);
  expect(await send('a@example.test')).toMatch(/^250/);
  expect(sink.count()).toBe(1);
});

it('closes the connection after DATA, and has accepted the mail', async () => {
  sink.behave('drop-after-data', 1);
  expect(await send('a@example.test')).toBeUndefined();
  expect(await sink.mailsTo('a@example.test')).toHaveLength(1);
});

it('hangs without a reply, and does not accept the mail', async () => {
  sink.behave('hang', 1);
  expect(await send('a@example.test', 300)).toBeUndefined();
  expect(sink.count()).toBe(0);
});

it('does not accept a mail whose sender dies in the middle of the text, and accepts further mails', async () => {
  const socket = connect(sink.port, '127.0.0.1');
  const replies = createInterface({ input: socket })[Symbol.asyncIterator]();
  const until = async (code: string): Promise<void> => {
    for (;;) if ((await replies.next()).value?.startsWith(`${code} `)) return;
  };
  await until('220');
  for (const [command, code] of [
    ['EHLO spec', '250'],
    ['MAIL FROM:<s@example.test>', '250'],
    ['RCPT TO:<a@example.test>', '250'],
    ['DATA', '354'],
  ] as const) {
    socket.write(`${command}\r\n`);
    await until(code);
  }
  socket.write('Subject: half');
  socket.destroy();
  expect(await send('b@example.test')).toMatch(/^250/);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(sink.count()).toBe(1);
});
