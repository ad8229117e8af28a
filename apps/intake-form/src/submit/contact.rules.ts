import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** A mobile number as most customers type it. New ranges (E.164: +86 1xx) are taken before any list of ranges knows them. */
const chineseMobile = /^(?:\+?86[ -]?)?(1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})$/;

/** The number in E.164, or undefined where nobody could be reached on it. Numbers without a country are Chinese. */
export function readPhone(typed: string): string | undefined {
  const mobile = chineseMobile.exec(typed);
  if (mobile) return `+86${mobile[1]}${mobile[2]}${mobile[3]}`;
  const plain = typed.normalize('NFKC').trim();
  const again = chineseMobile.exec(plain);
  if (again) return `+86${again[1]}${again[2]}${again[3]}`;
  const parsed = parsePhoneNumberFromString(plain, 'CN');
  return parsed?.isValid() ? parsed.number : undefined;
}

/** RFC 5321 §4.5.3.1: 64 octets before the @, 254 in all. Quoted local parts are left out: nobody types them and they are mostly attacks. */
const email = /^[^\s@"(),:;<>[\\\]\p{C}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]{0,61}[\p{L}\p{N}]$/u;

/** The address as a mail server takes it (full-width letters and spaces around it forgiven), or undefined. */
export function readEmail(typed: string): string | undefined {
  const plain = typed.normalize('NFKC').trim();
  if (Buffer.byteLength(plain) > 254 || !email.test(plain)) return undefined;
  const local = plain.slice(0, plain.lastIndexOf('@'));
  return Buffer.byteLength(local) > 64 || local.startsWith('.') || local.endsWith('.') || local.includes('..') ? undefined : plain;
}
