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

/** One paragraph. `key` (number and code) is emphasised if the format allows it. A link is a separate paragraph. */
export interface Paragraph {
  text: string;
  role: 'text' | 'key' | 'link' | 'small';
  url?: string;
}

/** The text, independent of its format. */
export interface AcknowledgementText {
  subject: string;
  paragraphs: Paragraph[];
}

/** Formats an ISO instant for the customer: `明天 18:00`. */
export type FormatInstant = (instant: string) => string;

/**
 * Number, code, category, department and the deadline of its reply, in the order of the receipt page.
 */
export function acknowledgementText(
  policy: Policy,
  { language, number, code, url, facts }: Acknowledgement,
  format: FormatInstant,
): AcknowledgementText {
  const phraseOf = (key: PhraseKey, params: Record<string, string> = {}): string =>
    phrase(policy, language, key, params);
  const operator = policy.operator.name[language];
  const grouped = groupNumber(number);
  const paragraphs: Paragraph[] = [
    text(phraseOf('ack.greeting')),
    text(phraseOf('ack.body.received', { operator, receivedAt: format(facts.receivedAt) })),
    { text: phraseOf('ack.body.number', { number: grouped }), role: 'key' },
    { text: phraseOf('ack.body.code', { code }), role: 'key' },
    ...decided(policy, language, facts, phraseOf, format).map(text),
    text(phraseOf('ack.body.keep')),
    { text: phraseOf('ack.follow', { url }), role: 'link', url },
    text(phraseOf('ack.help', { hotline: policy.operator.hotline })),
    text(phraseOf('ack.signature', { operator })),
    { text: phraseOf('ack.automatic'), role: 'small' },
  ];
  return { subject: phraseOf('ack.subject', { number: grouped }), paragraphs };
}

type PhraseOf = (key: PhraseKey, params?: Record<string, string>) => string;

/**
 * The decision. For a confidential complaint, it names neither category nor department, even if the row contains them.
 */
function decided(
  policy: Policy,
  language: Language,
  facts: DecisionDetails,
  phraseOf: PhraseOf,
  format: FormatInstant,
): string[] {
  const at = facts.firstContactBy ?? facts.dueAt;
  const due = facts.dueAt ? [phraseOf('ack.body.due', { due: format(facts.dueAt) })] : [];
  const waiting = (key: 'ack.body.pending' | 'ack.body.approval' | 'ack.body.confidential'): string[] =>
    at ? [phraseOf(key, { at: format(at) }), ...(at === facts.dueAt ? [] : due)] : [phraseOf('receipt.pending')];
  if (facts.confidential) return waiting('ack.body.confidential');
  const category = nameOf(() => categoryOf(policy, facts.category ?? '').name[language]);
  const understood = category ? [phraseOf('ack.body.understood', { category })] : [];
  if (facts.told !== 'assigned')
    return [...understood, ...waiting(facts.told === 'triage' ? 'ack.body.pending' : 'ack.body.approval')];
  const department = nameOf(() => departmentOf(policy, facts.department ?? '').name[language]);
  const first = facts.firstContactBy ? [phraseOf('ack.body.first-contact', { at: format(facts.firstContactBy) })] : [];
  return [...understood, ...(department ? [phraseOf('ack.body.department', { department })] : []), ...first, ...due];
}

/** Omits a category or department that the policy no longer contains. */
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
