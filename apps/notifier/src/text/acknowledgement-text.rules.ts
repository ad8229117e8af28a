import { groupNumber, type Language } from '@redress/contracts';
import { categoryOf, departmentOf, phrase, type PhraseKey, type Policy } from '@redress/policy';
import type { DecisionDetails } from '../message.js';

/** The data of an acknowledgement. */
export interface Acknowledgement {
  language: Language;
  number: string;
  /** 查询码 */
  code: string;
  /** The signed link. */
  url: string;
  facts: DecisionDetails;
}

/** One paragraph. `key` (number and code) stands out where the form allows; a link is a paragraph of its own. */
export interface Paragraph {
  text: string;
  role: 'text' | 'key' | 'link' | 'small';
  url?: string;
}

/** The text, independent of its form. */
export interface AcknowledgementText {
  subject: string;
  paragraphs: Paragraph[];
}

/** Formats an ISO instant for the customer: `明天 18:00`. */
export type FormatInstant = (instant: string) => string;

/**
 * Number, code, what was understood, which department has it and by when it answers, in the order of the receipt page.
 */
export function acknowledgementText(
  policy: Policy,
  { language, number, code, url, facts }: Acknowledgement,
  format: FormatInstant,
): AcknowledgementText {
  const say = (key: PhraseKey, params: Record<string, string> = {}): string => phrase(policy, language, key, params);
  const operator = policy.operator.name[language];
  const grouped = groupNumber(number);
  const paragraphs: Paragraph[] = [
    text(say('ack.greeting')),
    text(say('ack.body.received', { operator, receivedAt: format(facts.receivedAt) })),
    { text: say('ack.body.number', { number: grouped }), role: 'key' },
    { text: say('ack.body.code', { code }), role: 'key' },
    ...decided(policy, language, facts, say, format).map(text),
    text(say('ack.body.keep')),
    { text: say('ack.follow', { url }), role: 'link', url },
    text(say('ack.help', { hotline: policy.operator.hotline })),
    text(say('ack.signature', { operator })),
    { text: say('ack.automatic'), role: 'small' },
  ];
  return { subject: say('ack.subject', { number: grouped }), paragraphs };
}

type Say = (key: PhraseKey, params?: Record<string, string>) => string;

/**
 * What was decided. For a confidential complaint, neither category nor department is named, whatever the row contains.
 */
function decided(
  policy: Policy,
  language: Language,
  facts: DecisionDetails,
  say: Say,
  format: FormatInstant,
): string[] {
  const at = facts.firstContactBy ?? facts.dueAt;
  const due = facts.dueAt ? [say('ack.body.due', { due: format(facts.dueAt) })] : [];
  const waiting = (key: 'ack.body.pending' | 'ack.body.approval' | 'ack.body.confidential'): string[] =>
    at ? [say(key, { at: format(at) }), ...(at === facts.dueAt ? [] : due)] : [say('receipt.pending')];
  if (facts.confidential) return waiting('ack.body.confidential');
  const category = nameOf(() => categoryOf(policy, facts.category ?? '').name[language]);
  const understood = category ? [say('ack.body.understood', { category })] : [];
  if (facts.told !== 'assigned')
    return [...understood, ...waiting(facts.told === 'triage' ? 'ack.body.pending' : 'ack.body.approval')];
  const department = nameOf(() => departmentOf(policy, facts.department ?? '').name[language]);
  const first = facts.firstContactBy ? [say('ack.body.first-contact', { at: format(facts.firstContactBy) })] : [];
  return [...understood, ...(department ? [say('ack.body.department', { department })] : []), ...first, ...due];
}

/** A category or department that the policy no longer has is left out. */
function nameOf(read: () => string): string | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function text(content: string): Paragraph {
  return { text: content, role: 'text' };
}
