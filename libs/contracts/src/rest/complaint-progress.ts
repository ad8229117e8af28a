import { z } from 'zod';
import { growing, instant } from '../words.js';

/** The steps of a complaint that customers see. */
export const progressSteps = [
  'received',
  'assigned',
  'in-triage',
  'awaiting-approval',
  'set-aside',
  'accepted',
  'progressed',
  'answered',
  'confirmed',
  'not-confirmed',
] as const;
export type ProgressStep = (typeof progressSteps)[number];

const named = z.object({ id: z.string(), name: z.string().describe('In the language of the request.') });

/**
 * The response of `GET /api/complaints/{number}`: only steps that have happened. A confidential complaint has no
 * category and no department.
 */
export const complaintProgress = z.object({
  number: z.string().regex(/^\d{16}$/),
  received: instant,
  understood: named.optional().describe('The category it was understood as.'),
  department: named.optional().describe('Who must answer.'),
  dueAt: instant.optional().describe('By when the customer gets an answer.'),
  answered: instant.optional().describe('When the answer was given.'),
  confirmed: instant.optional().describe('When the confirmation was sent.'),
  events: z
    .array(
      z.object({
        at: instant,
        step: growing(progressSteps),
        department: named.optional(),
        dueAt: instant.optional(),
        text: z
          .string()
          .meta({ personal: true })
          .optional()
          .describe('Of `progressed` and `answered`: what we tell the customer.'),
      }),
    )
    .describe('Newest first.'),
});
export type ComplaintProgress = z.infer<typeof complaintProgress>;
