import { count, serviceConfig } from '@redress/runtime';
import { z } from 'zod';

/** The form's own variables, in addition to the common ones. */
const formVariables = z.object({
  FORM_PER_CONTACT: count(
    10,
    1,
    1_000_000_000,
    'complaints an hour that one phone number or mail address may be given for',
  ),
  FORM_PER_DRAFT: count(60, 1, 1_000_000_000, 'sends an hour of one draft (Idempotency-Key)'),
  FORM_PER_ADDRESS: count(600, 60, 1_000_000_000, 'requests a minute from one network address'),
});

export class FormConfig extends serviceConfig(formVariables) {}
