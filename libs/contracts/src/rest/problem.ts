import { z } from 'zod';

/** One invalid field, and what to do about it. */
export const fieldError = z.object({
  path: z.string().describe('As in `customer.phone` or `answers.0.answer`.'),
  code: z.string().describe('Stable: programs decide by it.'),
  message: z.string().describe("What to do, in the customer's language."),
});
export type FieldError = z.infer<typeof fieldError>;

/** A problem of RFC 9457, as `application/problem+json`. */
export const problemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().optional().describe('Stable: programs decide by it.'),
  detail: z.string().optional(),
  errors: z.array(fieldError).optional(),
});
