import { beforeAll, describe, expect, it } from '@jest/globals';
import { languages } from '@redress/contracts';
import { loadPolicy, type Policy } from '@redress/policy';
import { fileURLToPath } from 'node:url';
import type { Tracked } from '../tracking/tracked-complaint.js';
import { CheckPage } from './check.view.js';
import { pageScript } from './page-script.js';
import type { Draft } from './draft.rules.js';
import { ContactPage, QuestionsPage, TextPage } from './form.view.js';
import { renderPage } from './html-reply.js';
import { AlreadySentPage, MessagePage } from './message.view.js';
import { ReceiptPage } from './receipt.view.js';
import { styleOf } from './style.js';
import { comingNext } from './timeline.rules.js';
import { TrackFormPage, TrackingPage } from './tracking.view.js';
import { voiceOf } from '../language/voice.js';

const evil = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;`;
const now = new Date('2026-03-02T08:00:00Z');
const draft: Draft = {
  key: 'k'.repeat(20),
  text: evil,
  answers: { where: evil },
  fields: { name: evil, phone: evil, email: evil, callTimes: evil, aboutAccount: evil, replyBy: 'phone' },
};
const complaint: Tracked = {
  id: '11111111-1111-5111-8111-111111111111',
  number: '4821093755162204',
  receivedAt: now,
  outcome: 'assigned',
  category: 'broadband-fault',
  department: 'field-service',
  dueAt: new Date('2026-03-06T10:00:00Z'),
  confidential: false,
  danger: false,
  steps: [
    { step: 'assigned', at: now, department: 'field-service', dueAt: new Date('2026-03-06T10:00:00Z') },
    { step: 'received', at: now },
  ],
};

let policy: Policy;
beforeAll(async () => {
  policy = await loadPolicy(fileURLToPath(new URL('../../../../deploy/policies/telecom', import.meta.url)));
});

describe('the pages', () => {
  it.each(languages)('escape all that a customer typed (%s)', (language) => {
    const voice = voiceOf(policy, language, now);
    const messages = [{ field: 'text', message: evil }];
    const questions = [{ id: 'where', text: { 'zh-CN': evil, 'zh-TW': evil, en: evil } }];
    const props = { voice, draft, messages, danger: true, trouble: evil };
    const pages = [
      <TextPage {...props} />,
      <QuestionsPage {...props} questions={questions} />,
      <ContactPage {...props} />,
      <CheckPage {...props} questions={questions} />,
      <AlreadySentPage voice={voice} draft={draft} />,
      <MessagePage voice={voice} title={evil} text={evil} />,
      <TrackFormPage voice={voice} number={evil} messages={messages} />,
      <ReceiptPage
        voice={voice}
        complaint={complaint}
        code="731905"
        token={evil}
        refresh={{ seconds: 3, url: evil }}
      />,
      <TrackingPage voice={voice} complaint={complaint} token={evil} />,
    ];
    for (const html of pages.map(renderPage)) {
      expect(html.match(/<script|<img/g)).toEqual(['<script']);
      expect(/<[a-z][^<>]* on[a-z]+=/i.test(html.replaceAll(/"[^"]*"/g, '""'))).toBe(false);
      expect(html.startsWith('<!doctype html><html lang="')).toBe(true);
    }
  });

  it('keep a text exactly, also one that begins with an empty line', () => {
    const html = renderPage(
      <TextPage
        voice={voiceOf(policy, 'zh-CN', now)}
        draft={{ ...draft, text: '\n第一行\n  <b>' }}
        messages={[]}
        danger={false}
      />,
    );
    // The HTML parser drops the first line break after <textarea>.
    expect(/<textarea[^>]*>([^]*?)<\/textarea>/.exec(html)?.[1]?.replace(/^\n/, '')).toBe('\n第一行\n  &lt;b>');
  });

  it('show number, code, category, department, deadline and hotline on the receipt, in this order', () => {
    const html = renderPage(
      <ReceiptPage voice={voiceOf(policy, 'zh-CN', now)} complaint={complaint} code="731905" token="t" />,
    );
    const places = ['4821 0937 5516 2204', '731905', '宽带', '装维', '3月6日 18:00', policy.operator.hotline].map(
      (text) => html.lastIndexOf(text),
    );
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  it('show what a department wrote for the customer as it is, and never as markup', () => {
    const step = { step: 'progressed', at: now, department: 'field-service', told: '明天上午<b>上门</b>' } as const;
    const html = renderPage(
      <TrackingPage voice={voiceOf(policy, 'zh-CN', now)} complaint={{ ...complaint, steps: [step] }} token="t" />,
    );
    expect(html).toContain('装维部的进展');
    expect(html).toContain('明天上午&lt;b>上门');
  });

  it('announce only what was decided', () => {
    const voice = voiceOf(policy, 'en', now);
    expect(comingNext(voice, { ...complaint, outcome: undefined, dueAt: undefined })).toEqual([
      voice.say('tracking.pending'),
    ]);
    expect(comingNext(voice, { ...complaint, outcome: 'set-aside' })).toEqual([]);
    expect(comingNext(voice, { ...complaint, answeredAt: now })).toEqual([]);
    expect(comingNext(voice, { ...complaint, dueAt: undefined })).toEqual([voice.say('tracking.handled')]);
    expect(comingNext(voice, { ...complaint, firstContactBy: new Date('2026-03-01T00:00:00Z') })).toHaveLength(1);
  });

  it('are small: the style below 6 kB, the script below 3 kB', () => {
    expect(Buffer.byteLength(styleOf('#0b5cad'))).toBeLessThan(6_000);
    expect(Buffer.byteLength(pageScript)).toBeLessThan(3_000);
  });
});
