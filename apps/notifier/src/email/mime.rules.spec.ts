import { describe, expect, it } from '@jest/globals';
import { composeMail, isSendable, messageId } from './mime.rules.js';
import { headerText } from './encoded-words.rules.js';

const sender = { name: '某某电信', address: 'noreply@example.test' };
const letter = {
  id: '6f0b9a5e-8c47-5d12-9a3f-0c2d4e6f8a10',
  to: 'li@example.test',
  subject: '已登记，编号 4821 0937 5516 2204',
  text: '您好：\r\n.\r\n编号',
  html: '<p>您好：</p>'.repeat(30),
  language: 'zh-CN',
  date: new Date('2026-11-23T06:05:00Z'),
};

/** The headers as a receiver reads them. */
function read(mail: string) {
  const [head] = mail.split('\r\n\r\n');
  const headers = new Map(
    head!
      .replace(/\r\n[ \t]/g, ' ')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), decodeWords(line.slice(line.indexOf(':') + 2))]),
  );
  return { headers };
}

const decodeWords = (text: string): string =>
  text
    .replace(/=\?UTF-8\?B\?([^?]+)\?=\s*(?==\?)/g, '=?UTF-8?B?$1?=')
    .replace(/=\?UTF-8\?B\?([^?]+)\?=/g, (_whole, base64: string) => Buffer.from(base64, 'base64').toString());

describe('a mail', () => {
  it('says who it is from, to whom, and that a machine wrote it', () => {
    const { headers } = read(composeMail(sender, letter));
    expect(headers.get('from')).toBe('某某电信 <noreply@example.test>');
    expect(headers.get('to')).toBe('<li@example.test>');
    expect(headers.get('subject')).toBe(letter.subject);
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    expect(headers.get('date')).toBe('Mon, 23 Nov 2026 06:05:00 +0000');
    expect(headers.get('message-id')).toBe(`<${letter.id}@example.test>`);
  });

  it('carries both forms whole, in lines the oldest server takes', () => {
    const mail = composeMail(sender, letter);
    expect(mail).toMatch(/^[\x20-\x7e\r\n]*$/);
    expect(mail).not.toMatch(/[^\r]\n/);
    for (const line of mail.split('\r\n')) expect(line.length).toBeLessThanOrEqual(98);
    const bodies = [...mail.matchAll(/base64\r\n\r\n([^-]+?)\r\n--/g)].map(([, body]) => Buffer.from(body!, 'base64').toString());
    expect(bodies).toEqual([letter.text, letter.html]);
  });

  it('has the same Message-ID at every attempt', () => {
    const later = { ...letter, date: new Date('2026-11-24T06:05:00Z'), text: 'other' };
    expect(read(composeMail(sender, later)).headers.get('message-id')).toBe(messageId(sender, letter.id));
  });

  it('cannot be given a header by the text of its subject', () => {
    for (const evil of ['x\r\nBcc: all@example.test', 'x\nBcc: all@example.test', '电信\r\n\r\nbody', 'x\u2028Bcc: y']) {
      const { headers } = read(composeMail(sender, { ...letter, subject: evil }));
      expect([...headers.keys()]).not.toContain('bcc');
      expect([...headers.keys()]).toEqual([...read(composeMail(sender, letter)).headers.keys()]);
    }
  });

  it('never cuts a character in two and folds what is long', () => {
    const long = '编号𠮷👍🏽'.repeat(40);
    expect(decodeWords(headerText(long).replace(/\r\n /g, ' '))).toBe(long);
    for (const line of headerText(long).split('\r\n')) expect(line.length).toBeLessThanOrEqual(76);
    expect(headerText('plain words')).toBe('plain words');
    expect(headerText('=?UTF-8?B?eA==?=')).not.toBe('=?UTF-8?B?eA==?=');
  });
});

describe('an address', () => {
  it('can be sent to when it is plain', () => {
    for (const address of ['li@example.test', 'a.b+c@sub.example.test', '李雷@例子.test', "o'neil@example.test"])
      expect(isSendable(address)).toBe(true);
  });

  it('is refused when it could end a command or a header, or name a second one', () => {
    for (const address of [
      '',
      'li',
      'li@',
      '@x',
      'a b@x',
      'li@x\r\nBcc: y@z',
      'li@x>',
      '<li@x',
      'li@x,z@y',
      'li@x\u0000',
      'li@x\u202e',
      '"a b"@x',
      `${'a'.repeat(250)}@x.test`,
    ])
      expect(isSendable(address)).toBe(false);
  });
});
