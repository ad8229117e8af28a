import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { personal } from '../personal.js';
import { topics } from '../topics.js';
import { channel, growing, instant, language } from '../words.js';
import { complaintAnswers, complaintEvidence } from './complaint-received.js';

const short = (max: number) => z.string().min(1).max(max);

/** `status` asks how the complaint stands; `withdrawal-undone` takes a withdrawal back. */
export const messageKinds = ['addition', 'answers', 'status', 'rating', 'withdrawal', 'withdrawal-undone'] as const;

/**
 * How it is known that the customer sent a message: the signed link, the 查询码, a token in the mail that is answered,
 * the contact that the complaint names, or a staff member who vouches for it.
 */
export const proofs = ['link', 'code', 'mail-token', 'contact-on-record', 'staff'] as const;

/** Something that was said about a known complaint. Its subject is the complaint's id. */
export const messageReceived = defineEvent({
  type: 'message.received',
  topic: topics.messages,
  version: 1,
  content: 'fact',
  summary: 'An intake has accepted a message about a complaint that has its number already.',
  data: z.object({
    message: z.uuid().describe('the id of the message'),
    number: z
      .string()
      .regex(/^\d{16}$/)
      .describe('of the complaint'),
    kind: growing(messageKinds),
    text: personal(short(20_000)).optional(),
    answers: complaintAnswers.optional(),
    rating: z.int().min(1).max(5).optional().describe('how satisfied the customer is, from 1 to 5'),
    reason: personal(short(2_000)).optional().describe('of a rating or a withdrawal'),
    evidence: complaintEvidence.optional(),
    channel,
    sentAt: instant.describe('when the customer sent it; a withdrawal and its undoing are ordered by it'),
    receivedAt: instant,
    language: language.optional(),
    contactKey: personal(z.uuid()).optional().describe('HMAC of the contact that it came from'),
    provenBy: growing(proofs)
      .optional()
      .describe('absent: nothing proves that the customer sent it, so it gives no access and changes no state'),
  }),
});
export type MessageReceived = z.infer<typeof messageReceived.data>;
