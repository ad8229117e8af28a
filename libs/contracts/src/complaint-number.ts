/**
 * A complaint number: 16 digits, the last two are check digits (ISO 7064 MOD 97-10), so it can be spoken on the phone
 * and typed on a keypad.
 */
const digits = 14;
const limit = 10n ** BigInt(digits);

/** Fourteen digits of `value` and their two check digits. */
export function withCheckDigits(value: bigint): string {
  const body = value % limit;
  const check = 98n - ((body * 100n) % 97n);
  return body.toString().padStart(digits, '0') + check.toString().padStart(2, '0');
}

/** Whether `text` is a valid number: any single wrong digit and any two swapped adjacent digits are detected. */
export function isNumber(text: string): boolean {
  return /^\d{16}$/.test(text) && BigInt(text) % 97n === 1n;
}

/** The digits of a number that a customer typed: spaces, dots, hyphens and full-width digits are accepted. */
export function readNumber(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s.\-–—·]/g, '');
}

/** Four groups of four digits, as a number is shown and spoken: `4821 0937 5516 2204`. */
export function groupNumber(number: string): string {
  return number.replace(/(\d{4})(?=\d)/g, '$1 ');
}
