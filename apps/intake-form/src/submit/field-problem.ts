/** What is wrong with a field, as a key of the phrase book: `field.<code>`. */
export const fieldCodes = [
  'text-missing',
  'text-too-long',
  'contact-missing',
  'phone-wrong',
  'email-wrong',
  'reply-needs-phone',
  'reply-needs-email',
  'happened-wrong',
  'happened-later',
  'value-missing',
  'value-too-long',
  'value-not-offered',
  'value-wrong',
  'field-unknown',
] as const;
export type FieldCode = (typeof fieldCodes)[number];

export interface FieldProblem {
  path: string;
  code: FieldCode;
  /** For the sentence: `{max}`, `{allowed}`, `{over}`. */
  params?: Record<string, string>;
}

/** The fields that cannot be taken as they are. */
export class FieldsRefused extends Error {
  constructor(readonly problems: FieldProblem[]) {
    super('Some fields cannot be taken.');
    this.name = 'FieldsRefused';
  }
}
