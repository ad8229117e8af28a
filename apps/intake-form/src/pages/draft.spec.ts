import { describe, expect, it } from '@jest/globals';
import { placeOf, readDraft, requestOf, textProblem } from './draft.rules.js';
import { postOrigin } from './post-origin.rules.js';

const key = 'k'.repeat(36);
const asSent = (sent: string) => sent;

describe('a draft', () => {
  it('keeps what was typed across pages, with LF as line break', () => {
    const draft = readDraft(
      {
        key,
        text: '第一行\r\n第二行',
        'answer.where': ' 三楼 ',
        phone: '13800138000',
        name: '',
        'answer.<x>': 'y',
        admin: '1',
      },
      asSent,
    );
    expect(draft).toEqual({
      key,
      text: '第一行\n第二行',
      answers: { where: '三楼' },
      fields: { phone: '13800138000' },
    });
    expect(requestOf(draft, 'zh-CN')).toEqual({
      text: '第一行\n第二行',
      customer: { phone: '13800138000', language: 'zh-CN' },
      answers: [{ question: 'where', answer: '三楼' }],
    });
  });
  it('has the key that the reader of keys makes of the field', () => {
    expect(readDraft({ key: 'sent' }, (sent) => `read ${sent}`).key).toBe('read sent');
    expect(readDraft({}, (sent) => sent || 'new').key).toBe('new');
  });
  it('takes the first value of a field that was sent twice, and no files', () => {
    expect(readDraft({ key, text: ['a', 'b'], name: { x: 1 } }, asSent)).toMatchObject({ text: 'a', fields: {} });
  });
  it('knows where each field is typed', () => {
    const draft = readDraft({ key, text: 'x', 'answer.since': 'y' }, asSent);
    expect(placeOf('text', draft)).toEqual({ step: 'text', field: 'text' });
    expect(placeOf('answers.0.answer', draft)).toEqual({ step: 'questions', field: 'answer.since' });
    expect(placeOf('customer.replyBy', draft)).toEqual({ step: 'contact', field: 'replyBy' });
    expect(placeOf('about.account', draft)).toEqual({ step: 'contact', field: 'aboutAccount' });
  });
  it('has a text of at least one letter and at most 10,000 characters', () => {
    expect(textProblem(' \u3000')).toBe('text-missing');
    expect(textProblem('断'.repeat(10_001))).toBe('text-too-long');
    expect(textProblem('断')).toBeUndefined();
  });
});

describe('postOrigin', () => {
  const publicUrl = 'https://tousu.example.cn';
  it('recognizes our own pages by Sec-Fetch-Site, Origin or Referer', () => {
    expect(postOrigin({ origin: 'null', fetchSite: 'same-origin' }, publicUrl)).toBe('own');
    expect(postOrigin({ origin: 'https://tousu.example.cn' }, publicUrl)).toBe('own');
    expect(postOrigin({ origin: 'http://localhost:3000', host: 'localhost:3000' }, publicUrl)).toBe('own');
    expect(postOrigin({ referer: 'http://localhost:3000/track', host: 'localhost:3000' }, publicUrl)).toBe('own');
    expect(postOrigin({}, publicUrl)).toBe('own');
  });
  it('does not take Origin: null as our own', () => {
    expect(postOrigin({ origin: 'null' }, publicUrl)).toBe('unknown');
    expect(postOrigin({ origin: 'null', referer: 'https://tousu.example.cn/' }, publicUrl)).toBe('unknown');
  });
  it('recognizes pages of other sites', () => {
    expect(postOrigin({ origin: 'null', fetchSite: 'cross-site' }, publicUrl)).toBe('foreign');
    expect(postOrigin({ fetchSite: 'same-site' }, publicUrl)).toBe('foreign');
    expect(postOrigin({ origin: 'https://evil.example', host: 'tousu.example.cn' }, publicUrl)).toBe('foreign');
    expect(
      postOrigin({ origin: 'https://evil.example', fetchSite: 'cross-site', host: 'evil.example' }, publicUrl),
    ).toBe('foreign');
    expect(postOrigin({ origin: 'nonsense', host: 'nonsense' }, publicUrl)).toBe('foreign');
    expect(postOrigin({ referer: 'https://evil.example/', host: 'tousu.example.cn' }, publicUrl)).toBe('foreign');
  });
});
