import { phrase, type Policy } from '@redress/policy';
import type { Acknowledgement, Day } from './acknowledgement-text.rules.js';

/** One part of a text message: 70 UTF-16 units, or 160 where every character is in the GSM alphabet (ASCII is taken for it, but for the few that are not). */
export function fitsOnePart(text: string): boolean {
  return text.length <= (/^[\n\r -Z_a-z]*$/.test(text) ? 160 : 70);
}

/**
 * The acknowledgement as one part: number, code, by when, where to look. What does not fit is left out from the end: the address
 * first, then the time. Never a link, a name, a category or a department (domain §8).
 */
export function smsText(policy: Policy, { language, number, code, facts }: Acknowledgement, day: Day): string {
  const operator = policy.operator.name[language];
  const at = facts.firstContactBy ?? facts.dueAt;
  const dated = at && phrase(policy, language, 'sms.ack', { operator, number, code, at: day(at) });
  const undated = phrase(policy, language, 'sms.ack.undated', { operator, number, code });
  const host = policy.operator.trackingHost;
  const followed = (text: string): string[] =>
    host ? [`${text}${language === 'en' ? ' ' : ''}${phrase(policy, language, 'sms.ack.follow', { host })}`, text] : [text];
  return [...(dated ? followed(dated) : []), ...followed(undated)].find(fitsOnePart) ?? undated;
}
