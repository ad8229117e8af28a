import { z } from 'zod';
import { instant } from '../words.js';

/** What can happen to a complaint as far as the customer is told. */
export const progressSteps = ['received', 'assigned', 'in-triage', 'awaiting-approval', 'set-aside', 'confirmed', 'not-confirmed'] as const;
export type ProgressStep = (typeof progressSteps)[number];

const named = z.object({ id: z.string(), name: z.string().describe('In the language of the request.') });

/** The answer of `GET /api/complaints/{number}`: only what happened. A confidential complaint shows no category and no department. */
export const complaintProgress = z.object({
  number: z.string().regex(/^\d{16}$/),
  received: instant,
  understood: named.optional().describe('The category it was understood as.'),
  department: named.optional().describe('Who must answer.'),
  dueAt: instant.optional().describe('By when the customer is answered.'),
  confirmed: instant.optional().describe('When the confirmation was handed over.'),
  events: z
    .array(z.object({ at: instant, step: z.enum(progressSteps), department: named.optional(), dueAt: instant.optional() }))
    .describe('Newest first.'),
});
export type ComplaintProgress = z.infer<typeof complaintProgress>;
