import { describe, expect, it } from '@jest/globals';
import { chooseLanguage } from './choose-language.rules.js';
import { placeOf, readDraft, requestOf, textProblem } from './draft.rules.js';
import { isOwnPost } from './same-origin.rules.js';

const key = 'k'.repeat(36);

describe('a draft', () => {
  it('carries what was typed through the fields of a page, with plain line breaks', () => {
    const draft = readDraft(
      { key, text: '第一行\r\n第二行', 'answer.where': ' 三楼 ', phone: '13800138000', name: '', 'answer.<x>': 'y', admin: '1' },
      'new',
    );
    expect(draft).toEqual({ key, text: '第一行\n第二行', answers: { where: '三楼' }, fields: { phone: '13800138000' } });
    expect(requestOf(draft, 'zh-CN')).toEqual({
      text: '第一行\n第二行',
      customer: { phone: '13800138000', language: 'zh-CN' },
      answers: [{ question: 'where', answer: '三楼' }],
    });
  });
  it('gets a new key where the page’s own was tampered with', () => {
    expect(readDraft({ key: 'short' }, 'new-key').key).toBe('new-key');
    expect(readDraft({}, 'new-key').key).toBe('new-key');
  });
  it('takes one value of a field that was sent twice, and no files', () => {
    expect(readDraft({ key, text: ['a', 'b'], name: { x: 1 } }, 'new')).toMatchObject({ text: 'a', fields: {} });
  });
  it('knows where each field is typed', () => {
    const draft = readDraft({ key, text: 'x', 'answer.since': 'y' }, 'new');
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

describe('chooseLanguage', () => {
  const offered = ['zh-CN', 'zh-TW', 'en'] as const;
  it('takes what was asked for, then what is remembered, then what the browser prefers, then the first of the policy', () => {
    expect(chooseLanguage({ asked: 'en', remembered: 'zh-TW', accepted: 'zh-CN' }, offered)).toBe('en');
    expect(chooseLanguage({ asked: 'fr', remembered: 'zh-TW', accepted: 'en' }, offered)).toBe('zh-TW');
    expect(chooseLanguage({ accepted: 'fr-FR, zh-HK;q=0.8, en;q=0.5' }, offered)).toBe('zh-TW');
    expect(chooseLanguage({ accepted: 'en-GB,en;q=0.9' }, offered)).toBe('en');
    expect(chooseLanguage({ accepted: 'fr' }, offered)).toBe('zh-CN');
    expect(chooseLanguage({ asked: 'zh-TW' }, ['en'])).toBe('en');
  });
});

describe('isOwnPost', () => {
  const publicUrl = 'https://tousu.example.cn';
  it('takes posts of our own pages, also from browsers that hide the origin or are old', () => {
    expect(isOwnPost({ origin: 'null', fetchSite: 'same-origin' }, publicUrl)).toBe(true);
    expect(isOwnPost({ origin: 'https://tousu.example.cn' }, publicUrl)).toBe(true);
    expect(isOwnPost({ origin: 'http://localhost:3000', host: 'localhost:3000' }, publicUrl)).toBe(true);
    expect(isOwnPost({}, publicUrl)).toBe(true);
  });
  it('refuses posts of other sites', () => {
    expect(isOwnPost({ origin: 'null', fetchSite: 'cross-site' }, publicUrl)).toBe(false);
    expect(isOwnPost({ fetchSite: 'same-site' }, publicUrl)).toBe(false);
    expect(isOwnPost({ origin: 'https://evil.example', host: 'tousu.example.cn' }, publicUrl)).toBe(false);
    expect(isOwnPost({ origin: 'nonsense', host: 'nonsense' }, publicUrl)).toBe(false);
  });
});
