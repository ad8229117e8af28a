import { beforeAll, describe, expect, it } from '@jest/globals';
import { languages, type Decision, type Language } from '@redress/contracts';
import { formatInstant, loadPolicy, type Policy } from '@redress/policy';
import { htmlBody, plainBody } from './mail-body.rules.js';
import type { DecisionKind } from '../message.js';
import { aDecision, aReport } from '../spec/decisions.js';
import { acknowledgementText } from './acknowledgement-text.rules.js';
import { wantedAcknowledgement } from '../acknowledge/wanted-message.rules.js';

const complaint = '6f0b9a5e-8c47-5d12-9a3f-0c2d4e6f8a10';
const url = `https://complaints.example.test/t/v1.a.${complaint}.mac`;
const now = new Date('2026-11-23T06:05:01Z');
let policy: Policy;

beforeAll(async () => {
  policy = await loadPolicy(new URL('../../../../deploy/policies/telecom', import.meta.url).pathname);
});

function textOf(kind: DecisionKind, decision: Decision, at = now, from = policy): string {
  const { language, number, facts } = wantedAcknowledgement(
    complaint,
    kind,
    decision,
    new Set(['email', 'preview'] as const),
  );
  const { subject, paragraphs } = acknowledgementText(
    from,
    { language, number, code: '731905', url, facts },
    (instant) => formatInstant(policy, language, new Date(instant), at),
  );
  return `${subject}\n${plainBody(paragraphs)}`;
}

describe('the text of an acknowledgement', () => {
  it('contains number, code, category, department, deadline and the tracking link', () => {
    const text = textOf('assigned', aDecision());
    for (const part of [
      '4821 0937 5516 2204',
      '731905',
      policy.categories.find(({ id }) => id === 'broadband-fault')!.name['zh-CN'],
      url,
      '明天 18:00',
      '11月27日 18:00',
      policy.operator.hotline,
    ])
      expect(text).toContain(part);
    expect(text).toContain(policy.departments.find(({ id }) => id === 'field-service')!.name['zh-CN']);
  });

  it.each(languages)('is complete in %s, without a placeholder', (language: Language) => {
    const text = textOf('assigned', aDecision({ language }));
    expect(text).toContain(policy.operator.name[language]);
    expect(text).not.toMatch(/[{}]|undefined|null/);
    if (language === 'en') expect(text).not.toMatch(/\p{Script=Han}/u);
  });

  it('uses "today" relative to the time when the mail is sent', () => {
    expect(textOf('assigned', aDecision(), new Date('2026-11-24T01:00:00Z'))).toContain('今天 18:00');
  });

  it('names no department in triage, and states that a person decides', () => {
    const text = textOf('triage', aDecision());
    for (const { name } of policy.departments) expect(text).not.toContain(name['zh-CN']);
    expect(text).toContain('明天 18:00');
  });

  it.each(['assigned', 'triage', 'approval'] as const)(
    'of a report (%s) names neither category nor department in any language',
    (kind) => {
      for (const language of languages) {
        const text = textOf(kind, aReport({ language }));
        for (const { name } of [...policy.departments, ...policy.categories])
          expect(text).not.toContain(name[language]);
        expect(text).toContain('4821 0937 5516 2204');
      }
    },
  );

  it('is complete if no deadline is known and if the policy no longer contains the category', () => {
    for (const kind of ['assigned', 'triage', 'approval'] as const)
      expect(textOf(kind, aDecision({ dueAt: undefined, firstContactBy: undefined }))).toContain('731905');
    expect(textOf('assigned', aDecision({ category: 'gone', department: 'gone' }))).toContain('731905');
  });

  it('becomes HTML in which no text of the policy is markup', () => {
    const hostile = {
      ...policy,
      operator: { ...policy.operator, name: { ...policy.operator.name, 'zh-CN': '<script>alert("x")</script>' } },
    };
    const { language, number, facts } = wantedAcknowledgement(
      complaint,
      'assigned',
      aDecision(),
      new Set(['email', 'preview'] as const),
    );
    const { subject, paragraphs } = acknowledgementText(
      hostile,
      { language, number, code: '731905', url, facts },
      (instant) => formatInstant(policy, language, new Date(instant), now),
    );
    const html = htmlBody(paragraphs, language, subject);
    expect(html).not.toContain('<script');
    expect(html).toContain(`<a href="${url}">${url}</a>`);
  });
});
