/*
 * A safety net for every logged string: what looks like a phone number, a mail address or a password in a URL is
 * replaced. Kept: UUIDs, instants, dates, IPv4 addresses, long hexadecimal digests and complaint numbers (16 digits;
 * without the code they give no access).
 */
const digit = '[\\d\\uff10-\\uff19]';
const kept = [
  '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}',
  '\\d{4}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?Z?)?(?!\\d)',
  '(?<!\\d)(?:\\d{1,3}\\.){3}\\d{1,3}(?!\\d)',
  '(?=[0-9]*[a-f])[0-9a-f]{32,}',
];
const phone = `[+\\uff0b(]?${digit}(?:[\\s.()\\-\\u2010-\\u2014\\u00a0]{0,2}${digit}){6,}`;
const candidates = new RegExp(`(${kept.join('|')})|(${phone})`, 'giu');
const mail = /[\p{L}\p{N}.!#$%&'*+=?^_`{|}~-]+[@＠][\p{L}\p{N}-]+(?:[.．。][\p{L}\p{N}-]+)+/gu;
const password = /(:\/\/)[^\s/@]*@/g;

/**
 * Replaces phone numbers (seven digits or more) by `[phone]`, mail addresses by `[mail]`, passwords in URLs by
 * `[secret]`.
 */
export function maskText(text: string): string {
  let masked = text;
  if (masked.includes('@') || masked.includes('＠'))
    masked = masked.replace(password, '$1[secret]@').replace(mail, '[mail]');
  return /[\d\uff10-\uff19].*[\d\uff10-\uff19]/su.test(masked)
    ? masked.replace(candidates, (found, keep: string | undefined) =>
        keep !== undefined || isComplaintNumber(found) ? found : '[phone]',
      )
    : masked;
}

/** Checks the digits by ISO 7064 MOD 97-10, as in @redress/contracts; groups of four digits are allowed. */
function isComplaintNumber(found: string): boolean {
  const digits = found.replaceAll(' ', '');
  return /^\d{16}$/.test(digits) && BigInt(digits) % 97n === 1n;
}
