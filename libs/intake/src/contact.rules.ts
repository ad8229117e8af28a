import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** A mobile number as most customers type it. New ranges (E.164: +86 1xx) are accepted before any list of ranges has them. */
const chineseMobile = /^(?:(?:\+|00)?86)?0?(1[3-9]\d{9})$/;
const separators = /[\s().\-–—·\p{Cf}]/gu;

/** The number in E.164, or undefined if nobody can be reached on it. Numbers without a country are Chinese. */
export function readPhone(typed: string): string | undefined {
  const plain = typed.normalize('NFKC').trim();
  const mobile = chineseMobile.exec(plain.replace(separators, ''));
  if (mobile) return `+86${mobile[1]}`;
  const parsed = parsePhoneNumberFromString(plain, 'CN');
  return parsed?.isValid() ? parsed.number : undefined;
}

/** RFC 5321 §4.5.3.1: 64 octets before the @, 254 in all. Quoted local parts are refused: nobody types them, attacks use them. */
const email =
  /^[^\s@"(),:;<>[\\\]\p{C}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]{0,61}[\p{L}\p{N}]$/u;

/** The address as it was typed (full-width letters and surrounding blanks are normalized), or undefined if it cannot exist. */
export function readEmail(typed: string): string | undefined {
  const plain = typed.normalize('NFKC').trim();
  if (Buffer.byteLength(plain) > 254 || !email.test(plain)) return undefined;
  const local = plain.slice(0, plain.lastIndexOf('@'));
  return Buffer.byteLength(local) > 64 || local.startsWith('.') || local.endsWith('.') || local.includes('..')
    ? undefined
    : plain;
}
