import { describe, expect, it } from '@jest/globals';
import { cleanBody } from '@redress/intake';
import { complaintOf, normalizeForm } from './normalize-form.rules.js';

const now = new Date('2026-03-02T08:00:00Z');
const good = { text: '家里宽带从昨晚开始一直断', customer: { phone: '13800138000' } };
const problemsOf = (body: unknown) => {
  const result = normalizeForm(body, now);
  return result.ok ? [] : result.problems.map(({ path, code }) => `${path}: ${code}`);
};
const normalized = (body: unknown) => {
  const result = normalizeForm(body, now);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.complaint;
};

describe('normalizeForm', () => {
  it('accepts a text and one contact without any other field', () => {
    expect(normalized(good).customer.phone).toBe('+8613800138000');
    expect(problemsOf({ text: '没信号', customer: { email: 'li@example.cn' } })).toEqual([]);
  });

  it.each([
    ['no text', { customer: good.customer }, 'text: text-missing'],
    ['empty text', { ...good, text: '' }, 'text: text-missing'],
    ['blank text', { ...good, text: ' \n\u3000\u200b' }, 'text: text-missing'],
    ['text that is no text', { ...good, text: 7 }, 'text: text-missing'],
    ['10,001 characters', { ...good, text: '断'.repeat(10_001) }, 'text: text-too-long'],
    ['no customer', { text: '断' }, 'customer.phone: contact-missing'],
    ['no way to answer', { ...good, customer: { name: '李' } }, 'customer.phone: contact-missing'],
    ['an impossible phone', { ...good, customer: { phone: '1380013800' } }, 'customer.phone: phone-wrong'],
    ['a short code', { ...good, customer: { phone: '10086' } }, 'customer.phone: phone-wrong'],
    ['a phone that is a number', { ...good, customer: { phone: 13800138000 } }, 'customer.phone: phone-wrong'],
    ['an impossible address', { ...good, customer: { email: 'li@example' } }, 'customer.email: email-wrong'],
    [
      'a bad address beside a good phone',
      { ...good, customer: { phone: '13800138000', email: 'li@@x.cn' } },
      'customer.email: email-wrong',
    ],
    [
      'an answer by phone without a phone',
      { ...good, customer: { email: 'a@b.cn', replyBy: 'sms' } },
      'customer.replyBy: reply-needs-phone',
    ],
    [
      'an answer by mail without an address',
      { ...good, customer: { phone: '13800138000', replyBy: 'email' } },
      'customer.replyBy: reply-needs-email',
    ],
    [
      'a way we do not have',
      { ...good, customer: { phone: '13800138000', replyBy: 'pigeon' } },
      'customer.replyBy: value-not-offered',
    ],
    [
      'a language we do not have',
      { ...good, customer: { phone: '13800138000', language: 'de' } },
      'customer.language: value-not-offered',
    ],
    ['an unknown field', { ...good, category: 'bill' }, 'category: field-unknown'],
    [
      'an unknown field further down',
      { ...good, customer: { phone: '13800138000', vip: true } },
      'customer.vip: field-unknown',
    ],
    ['tomorrow', { ...good, happenedAt: '2026-03-04' }, 'happenedAt: happened-later'],
    ['in an hour', { ...good, happenedAt: '2026-03-02T09:00:00Z' }, 'happenedAt: happened-later'],
    ['no date', { ...good, happenedAt: '昨天' }, 'happenedAt: happened-wrong'],
    ['an empty answer', { ...good, answers: [{ question: 'where', answer: '' }] }, 'answers.0.answer: value-missing'],
    [
      'a name of 101 characters',
      { ...good, customer: { phone: '13800138000', name: '李'.repeat(101) } },
      'customer.name: value-too-long',
    ],
    ['a list', [], ': value-wrong'],
    ['nothing', null, ': value-wrong'],
  ])('refuses %s', (_, body, problem) => {
    expect(problemsOf(body)).toContain(problem);
  });

  it('reports all problems at once, in the order of the page', () => {
    expect(problemsOf({ text: '', customer: { phone: 'x', email: 'y' }, place: 1 })).toEqual([
      'text: text-missing',
      'place: value-wrong',
      'customer.phone: phone-wrong',
      'customer.email: email-wrong',
    ]);
  });

  it('counts characters, not UTF-16 units', () => {
    expect(problemsOf({ ...good, text: '𠮷'.repeat(10_000) })).toEqual([]);
    expect(problemsOf({ ...good, text: '𠮷'.repeat(10_001) })).toEqual(['text: text-too-long']);
  });

  it('accepts a date that is today in some time zone', () => {
    expect(problemsOf({ ...good, happenedAt: '2026-03-02' })).toEqual([]);
    expect(normalizeForm({ ...good, happenedAt: '2026-03-03' }, new Date('2026-03-02T17:00:00Z')).ok).toBe(true);
  });

  it('keeps a mail address as it was typed', () => {
    const email = 'Li.Wei+Shop@GMail.com';
    expect(normalized({ text: '没信号', customer: { email } }).customer.email).toBe(email);
  });

  it('makes a complaint whose language is the customer’s own, and keeps it out of the contacts', () => {
    const complaint = normalized({ ...good, customer: { phone: '13800138000', language: 'zh-TW' } });
    const data = complaintOf(complaint, {
      receivedAt: now,
      language: 'en',
      noticeVersion: '1',
    });
    expect(data).toMatchObject({
      origin: 'customer',
      language: 'zh-TW',
      customer: { phone: '+8613800138000' },
      receivedAt: now.toISOString(),
    });
    expect(data.customer).not.toHaveProperty('language');
  });

  it('handles bodies nested as deep as 256 kB allow', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 50_000; i++) deep = [deep];
    expect(problemsOf(cleanBody({ ...good, place: deep }))).toEqual(['place: value-wrong']);
    expect(problemsOf(cleanBody({ ...good, answers: deep }))).toEqual(['answers.0: value-wrong']);
  });
});
