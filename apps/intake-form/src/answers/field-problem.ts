/** Why a field was refused. Stable: programs decide by it. */
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
  /** Values for the sentence: `max`, `allowed`. */
  params?: Record<string, string>;
}

/** Some fields of a request are invalid. */
export class FieldsRefused extends Error {
  constructor(readonly problems: FieldProblem[]) {
    super('Some fields are invalid.');
    this.name = 'FieldsRefused';
  }
}
