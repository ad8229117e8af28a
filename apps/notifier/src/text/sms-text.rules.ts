import { phrase, type Policy } from '@redress/policy';
import type { Acknowledgement, FormatInstant } from './acknowledgement-text.rules.js';

/**
 * Whether a text message has one part: at most 160 characters of the GSM alphabet, otherwise 70 UTF-16 code units. Only
 * the ASCII characters of the GSM alphabet count as such.
 */
export function fitsOnePart(text: string): boolean {
  return text.length <= (/^[\n\r -Z_a-z]*$/.test(text) ? 160 : 70);
}

/**
 * The acknowledgement as a text message of one part: number, code, deadline, tracking page. If it does not fit, the
 * address is omitted first, then the time. It never contains a link, a name, a category or a department.
 */
export function smsText(
  policy: Policy,
  { language, number, code, facts }: Acknowledgement,
  format: FormatInstant,
): string {
  const operator = policy.operator.name[language];
  const at = facts.firstContactBy ?? facts.dueAt;
  const dated = at && phrase(policy, language, 'sms.ack', { operator, number, code, at: format(at) });
  const undated = phrase(policy, language, 'sms.ack.undated', { operator, number, code });
  const host = policy.operator.trackingHost;
  const followed = (text: string): string[] =>
    host
      ? [`${text}${language === 'en' ? ' ' : ''}${phrase(policy, language, 'sms.ack.follow', { host })}`, text]
      : [text];
  return [...(dated ? followed(dated) : []), ...followed(undated)].find(fitsOnePart) ?? undated;
}
