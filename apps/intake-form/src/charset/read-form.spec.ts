import { describe, expect, it } from '@jest/globals';
import { readForm } from './read-form.rules.js';

/** 宽带断了, in the charsets customers' programs use. */
const gbk = Buffer.from([0xbf, 0xed, 0xb4, 0xf8, 0xb6, 0xcf, 0xc1, 0xcb]);
/** 寬頻斷了 */
const big5 = Buffer.from([0xbc, 0x65, 0xc0, 0x57, 0xc2, 0x5f, 0xa4, 0x46]);

const escaped = (bytes: Buffer) =>
  Buffer.from([...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
const form = (name: string, bytes: Buffer) => Buffer.concat([Buffer.from(`${name}=`), bytes]);
const fieldsOf = (body: Buffer | string, charset?: string) => {
  const reading = readForm(Buffer.from(body), charset);
  return reading.ok ? { ...reading.fields } : reading.problem;
};

describe('readForm', () => {
  it('reads UTF-8 when nothing is declared, percent-encoded or raw', () => {
    expect(fieldsOf('text=%E5%AE%BD%E5%B8%A6+x&name=%e6%9d%8e')).toEqual({ text: '宽带 x', name: '李' });
    expect(fieldsOf('text=宽带断了')).toEqual({ text: '宽带断了' });
  });

  it.each(['GBK', 'gb2312', 'GB18030', 'cp936', ' gbk '])('reads %s, percent-encoded or raw', (charset) => {
    expect(fieldsOf(form('text', escaped(gbk)), charset)).toEqual({ text: '宽带断了' });
    expect(fieldsOf(form('text', gbk), charset)).toEqual({ text: '宽带断了' });
  });

  it('reads Big5, and characters of four bytes in GB18030', () => {
    expect(fieldsOf(form('text', big5), 'Big5')).toEqual({ text: '寬頻斷了' });
    expect(fieldsOf(form('name', Buffer.from([0x95, 0x32, 0x82, 0x36])), 'gb18030')).toEqual({ name: '𠀀' });
  });

  it('follows the field _charset_ of a browser when the content-type names no charset', () => {
    const body = Buffer.concat([form('text', escaped(gbk)), Buffer.from('&_charset_=gb2312')]);
    expect(fieldsOf(body)).toMatchObject({ text: '宽带断了' });
    expect(fieldsOf(body, 'utf-8')).toBe('charset-wrong');
  });

  it('refuses bytes that are not valid in the charset instead of replacing them', () => {
    expect(fieldsOf(form('text', gbk))).toBe('charset-wrong');
    expect(fieldsOf(form('text', escaped(gbk)))).toBe('charset-wrong');
    for (const bytes of [[0xff, 0xff], [0xd6], [0x81, 0x30]]) {
      expect(fieldsOf(form('text', Buffer.from(bytes)), 'gbk')).toBe('charset-wrong');
      expect(fieldsOf(form('text', Buffer.from(bytes)), 'big5')).toBe('charset-wrong');
    }
    expect(fieldsOf(form('text', gbk.subarray(0, 7)), 'gbk')).toBe('charset-wrong');
  });

  it.each(['shift_jis', 'utf-16le', 'iso-8859-1', 'utf-7', 'nonsense'])(
    'refuses %s, except for plain ASCII',
    (charset) => {
      expect(fieldsOf(form('text', gbk), charset)).toBe('charset-unknown');
      expect(fieldsOf('text=no+signal', charset)).toEqual({ text: 'no signal' });
    },
  );

  it('reads odd bodies as the URL standard does', () => {
    expect(fieldsOf('')).toEqual({});
    expect(fieldsOf('&&a&=b&c==&d=1&d=2&d=3&e=%zz%4')).toEqual({
      a: '',
      '': 'b',
      c: '=',
      d: ['1', '2', '3'],
      e: '%zz%4',
    });
    const reading = readForm(Buffer.from('__proto__=x&constructor=y'), undefined);
    expect(reading.ok && reading.fields['__proto__']).toBe('x');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('ignores what comes after 1,000 fields', () => {
    expect(Object.keys(fieldsOf(Array.from({ length: 100_000 }, (_, at) => `f${at}=`).join('&')))).toHaveLength(1_000);
  });
});
