import { isNumber } from '@redress/contracts';

/** A text without identity-card and bank-card numbers. */
export interface Masked {
  text: string;
  /** Whether anything was masked: then the original must be sealed. */
  changed: boolean;
}

/** Digits in groups, as people write long numbers: `6222 0202 0001 1234 567`, `１１０１０１-19900307-775X`. */
const chain = /[0-9０-９]+(?:[ \u00a0\u3000.·\-‐‑–—－][0-9０-９]+)*[ \-－]?[XxＸｘ]?/gu;
const groupPattern = /[0-9０-９]+[XxＸｘ]?|[XxＸｘ]/gu;
/** Our own 16-digit numbers can look like a bank card; a word in front of them says what they are. */
const complaintNumberBefore =
  /(?:编号|編號|单号|單號|工单|工單|投诉号|投訴號|complaint|number|no\.?|#)[^0-9０-９]{0,8}$/iu;
const lengths = { shortest: 15, longest: 19 } as const;
/** Nobody writes a card number in groups of one or two digits; only the last group may be that short. */
const shortestGroup = 3;

interface Group {
  digits: string;
  start: number;
  end: number;
}

/**
 * Replaces every identity-card number (GB 11643: 18 characters with check character, or the older 15 digits) and every bank-card
 * number (ISO/IEC 7812: 15 to 19 digits of a known issuer range with a Luhn check digit) by asterisks and its last four characters.
 * Digits may be full-width and grouped. Numbers of complaints, phones, meters, IMEIs and SIM cards are left as they are.
 */
export function maskNumbers(text: string): Masked {
  let changed = false;
  const masked = text.replace(chain, (found: string, offset: number) => {
    const result = maskChain(found, text.slice(0, offset));
    if (result !== found) changed = true;
    return result;
  });
  return changed ? { text: masked, changed } : { text, changed };
}

/** From each group on, the longest run of neighbouring groups that is such a number is masked. */
function maskChain(found: string, before: string): string {
  const groups = groupsOf(found);
  let result = found;
  for (let from = 0; from < groups.length; from++) {
    const end = endOfNumber(groups, from, before + found.slice(0, groups[from]!.start));
    if (end === undefined) continue;
    const digits = groups.slice(from, end + 1).map((group) => group.digits);
    result = hide(result, groups[from]!.start, groups[end]!.end, digits.join(''));
    from = end;
  }
  return result;
}

/** The index of the last group of the longest number that begins with group `from`; undefined if none begins there. */
function endOfNumber(groups: readonly Group[], from: number, before: string): number | undefined {
  let digits = '';
  let end: number | undefined;
  for (let to = from; to < groups.length; to++) {
    digits += groups[to]!.digits;
    if (digits.length > lengths.longest) break;
    if (digits.length >= lengths.shortest && (isIdentityCard(digits) || isBankCard(digits, before))) end = to;
    if (groups[to]!.digits.length < shortestGroup) break;
  }
  return end;
}

function groupsOf(found: string): Group[] {
  return [...found.matchAll(groupPattern)].map((match) => ({
    digits: match[0].normalize('NFKC').toUpperCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Every character but the last four becomes an asterisk; separators stay, so that positions do not move. */
function hide(text: string, start: number, end: number, digits: string): string {
  let left = digits.length - 4;
  const hidden = [...text.slice(start, end)]
    .map((character) => (/[0-9０-９XxＸｘ]/u.test(character) && left-- > 0 ? '*' : character))
    .join('');
  return text.slice(0, start) + hidden + text.slice(end);
}

/** GB 11643-1999: region, date of birth, sequence, and a check character of ISO 7064 MOD 11-2. The 15-digit form of 1984 has no check character. */
export function isIdentityCard(digits: string): boolean {
  if (/^\d{17}[\dX]$/.test(digits))
    return hasRegion(digits) && isDate(digits.slice(6, 14)) && mod11(digits.slice(0, 17)) === digits[17];
  return /^\d{15}$/.test(digits) && hasRegion(digits) && isDate(`19${digits.slice(6, 12)}`);
}

/** GB/T 2260: the first two digits are one of the provinces. */
function hasRegion(digits: string): boolean {
  return /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/.test(digits);
}

function isDate(text: string): boolean {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))];
  if (year < 1900 || year > 2100) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function mod11(digits: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return '10X98765432'[sum % 11]!;
}

/** Issuer ranges of China UnionPay (62), Visa (4), Mastercard (51–55, 2221–2720), JCB (35), American Express (34, 37; 15 digits). */
const issuer16 = /^(62|4|5[1-5]|2(22[1-9]|2[3-9]|[3-6]|7[01]|720)|35)/;

function isBankCard(characters: string, before: string): boolean {
  // An x behind a card number is only the next word.
  const digits = characters.replace(/X$/, '');
  const known = digits.length === 15 ? /^3[47]/.test(digits) : issuer16.test(digits);
  if (!known || !passesLuhn(digits)) return false;
  return !(isNumber(digits) && complaintNumberBefore.test(before.slice(-24)));
}

/** ISO/IEC 7812-1 annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    sum += index % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
  }
  return sum % 10 === 0;
}
