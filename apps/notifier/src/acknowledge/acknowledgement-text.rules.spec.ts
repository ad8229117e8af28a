import { beforeAll, describe, expect, it } from '@jest/globals';
import { languages, type Decision, type Language } from '@redress/contracts';
import { formatInstant, loadPolicy, type Policy } from '@redress/policy';
import { htmlBody, plainBody } from '../email/mail-body.rules.js';
import type { Told } from '../message.js';
import { aDecision, aReport } from '../spec/decisions.js';
import { acknowledgementText } from './acknowledgement-text.rules.js';
import { wantedAcknowledgement } from './wanted-message.rules.js';

const complaint = '6f0b9a5e-8c47-5d12-9a3f-0c2d4e6f8a10';
const url = `https://complaints.example.test/t/v1.a.${complaint}.mac`;
const now = new Date('2026-11-23T06:05:01Z');
let policy: Policy;

beforeAll(async () => {
  policy = await loadPolicy(new URL('../../../../deploy/policies/telecom', import.meta.url).pathname);
});

function words(told: Told, decision: Decision, at = now, from = policy): string {
  const { language, number, facts } = wantedAcknowledgement(complaint, told, decision, { email: true });
  const { subject, paragraphs } = acknowledgementText(from, { language, number, code: '731905', url, facts }, (instant) =>
    formatInstant(policy, language, new Date(instant), at),
  );
  return `${subject}\n${plainBody(paragraphs)}`;
}

describe('the text of an acknowledgement', () => {
  it('says number, code, what was understood, who has it, by when, and where to follow it', () => {
    const text = words('assigned', aDecision());
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

  it.each(languages)('is whole in %s, without a placeholder left', (language: Language) => {
    const text = words('assigned', aDecision({ language }));
    expect(text).toContain(policy.operator.name[language]);
    expect(text).not.toMatch(/[{}]|undefined|null/);
    if (language === 'en') expect(text).not.toMatch(/\p{Script=Han}/u);
  });

  it('speaks of today as it is when the mail leaves', () => {
    expect(words('assigned', aDecision(), new Date('2026-11-24T01:00:00Z'))).toContain('今天 18:00');
  });

  it('names no department in triage, and says that a person decides', () => {
    const text = words('triage', aDecision());
    for (const { name } of policy.departments) expect(text).not.toContain(name['zh-CN']);
    expect(text).toContain('明天 18:00');
  });

  it.each(['assigned', 'triage', 'approval'] as const)('of a report (%s) names neither category nor department, in no language', (told) => {
    for (const language of languages) {
      const text = words(told, aReport({ language }));
      for (const { name } of [...policy.departments, ...policy.categories]) expect(text).not.toContain(name[language]);
      expect(text).toContain('4821 0937 5516 2204');
    }
  });

  it('stays whole where no time is known and where the policy has dropped the category since', () => {
    for (const told of ['assigned', 'triage', 'approval'] as const)
      expect(words(told, aDecision({ dueAt: undefined, firstContactBy: undefined }))).toContain('731905');
    expect(words('assigned', aDecision({ category: 'gone', department: 'gone' }))).toContain('731905');
  });

  it('becomes HTML in which nothing of the policy can be markup', () => {
    const hostile = { ...policy, operator: { ...policy.operator, name: { ...policy.operator.name, 'zh-CN': '<script>alert("x")</script>' } } };
    const { language, number, facts } = wantedAcknowledgement(complaint, 'assigned', aDecision(), { email: true });
    const { subject, paragraphs } = acknowledgementText(hostile, { language, number, code: '731905', url, facts }, (instant) =>
      formatInstant(policy, language, new Date(instant), now),
    );
    const html = htmlBody(paragraphs, language, subject);
    expect(html).not.toContain('<script');
    expect(html).toContain(`<a href="${url}">${url}</a>`);
  });
});
