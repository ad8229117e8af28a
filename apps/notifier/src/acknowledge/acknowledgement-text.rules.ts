import { groupNumber, type Language } from '@redress/contracts';
import { categoryOf, departmentOf, phrase, type PhraseKey, type Policy } from '@redress/policy';
import type { Facts } from '../message.js';

/** What an acknowledgement is made of. */
export interface Acknowledgement {
  language: Language;
  number: string;
  /** 查询码 */
  code: string;
  /** The signed link. */
  url: string;
  facts: Facts;
}

/** One paragraph; `key` ones (number and code) stand out where the form allows, a link is its own paragraph. */
export interface Paragraph {
  text: string;
  role: 'text' | 'key' | 'link' | 'small';
  url?: string;
}

/** The text, still without a form. */
export interface AcknowledgementText {
  subject: string;
  paragraphs: Paragraph[];
}

/** Instants in the customer's words: `明天 18:00`. */
export type Day = (instant: string) => string;

/** Says the number, the code, what was understood, who has it and by when they answer: in the order of the receipt page. */
export function acknowledgementText(policy: Policy, { language, number, code, url, facts }: Acknowledgement, day: Day): AcknowledgementText {
  const say = (key: PhraseKey, params: Record<string, string> = {}): string => phrase(policy, language, key, params);
  const operator = policy.operator.name[language];
  const grouped = groupNumber(number);
  const paragraphs: Paragraph[] = [
    text(say('ack.greeting')),
    text(say('ack.body.received', { operator, receivedAt: day(facts.receivedAt) })),
    { text: say('ack.body.number', { number: grouped }), role: 'key' },
    { text: say('ack.body.code', { code }), role: 'key' },
    ...decided(policy, language, facts, say, day).map(text),
    text(say('ack.body.keep')),
    { text: say('ack.follow', { url }), role: 'link', url },
    text(say('ack.help', { hotline: policy.operator.hotline })),
    text(say('ack.signature', { operator })),
    { text: say('ack.automatic'), role: 'small' },
  ];
  return { subject: say('ack.subject', { number: grouped }), paragraphs };
}

type Say = (key: PhraseKey, params?: Record<string, string>) => string;

/** What became of it so far. Whatever the facts hold, a confidential one names neither category nor department. */
function decided(policy: Policy, language: Language, facts: Facts, say: Say, day: Day): string[] {
  const at = facts.firstContactBy ?? facts.dueAt;
  const due = facts.dueAt ? [say('ack.body.due', { due: day(facts.dueAt) })] : [];
  const waiting = (key: 'ack.body.pending' | 'ack.body.approval' | 'ack.body.confidential'): string[] =>
    at ? [say(key, { at: day(at) }), ...(at === facts.dueAt ? [] : due)] : [say('receipt.pending')];
  if (facts.confidential) return waiting('ack.body.confidential');
  const category = nameOf(() => categoryOf(policy, facts.category ?? '').name[language]);
  const understood = category ? [say('ack.body.understood', { category })] : [];
  if (facts.told !== 'assigned') return [...understood, ...waiting(facts.told === 'triage' ? 'ack.body.pending' : 'ack.body.approval')];
  const department = nameOf(() => departmentOf(policy, facts.department ?? '').name[language]);
  const first = facts.firstContactBy ? [say('ack.body.first-contact', { at: day(facts.firstContactBy) })] : [];
  return [...understood, ...(department ? [say('ack.body.department', { department })] : []), ...first, ...due];
}

/** A category or department that the policy has dropped since the decision is left out: the acknowledgement still goes. */
function nameOf(read: () => string): string | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function text(words: string): Paragraph {
  return { text: words, role: 'text' };
}
