/** A complaint number: 16 digits, the last two are check digits (ISO 7064 MOD 97-10), so it can be said on the phone and typed on a keypad. */
const digits = 14;
const limit = 10n ** BigInt(digits);

/** Fourteen digits of `value` and their two check digits. */
export function withCheckDigits(value: bigint): string {
  const body = value % limit;
  const check = 98n - ((body * 100n) % 97n);
  return body.toString().padStart(digits, '0') + check.toString().padStart(2, '0');
}

/** Whether `text` is a number Redress could have given: any one wrong digit and any two swapped neighbours are caught. */
export function isNumber(text: string): boolean {
  return /^\d{16}$/.test(text) && BigInt(text) % 97n === 1n;
}

/** What a customer typed as a bare number: spaces, dots, hyphens and full-width digits are forgiven. */
export function readNumber(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s.\-–—·]/g, '');
}

/** Four groups of four, as it is shown and said: `4821 0937 5516 2204`. */
export function groupNumber(number: string): string {
  return number.replace(/(\d{4})(?=\d)/g, '$1 ');
}
