import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { personal } from '../personal.js';
import { topics } from '../topics.js';
import { channel, growing, instant, kind, language, origin, replyBy, replyWays } from '../words.js';

const short = (max: number) => z.string().min(1).max(max);

/** A date without a time is allowed, because a customer may not know more. */
const happened = z.union([instant, z.iso.date()]);

export const complaintCustomer = z.object({
  name: personal(short(100)).optional(),
  phone: personal(short(20)).optional().describe('E.164'),
  email: personal(short(254)).optional(),
  chat: personal(z.object({ provider: short(40), id: short(200) })).optional(),
  account: personal(short(60)).optional().describe('account or meter number'),
  address: personal(short(500)).optional().describe('postal address for a letter'),
  replyBy: replyBy.optional(),
  callTimes: short(200).optional().describe('when they can be called, in their words'),
});

/**
 * The number, meter or address that the complaint is about, where it is not the sender's own (替别人反映: with the
 * relation).
 */
export const complaintAbout = personal(
  z.object({
    relation: short(60).optional(),
    phone: short(20).optional(),
    account: short(60).optional(),
    meter: short(60).optional(),
    address: short(500).optional(),
  }),
);

export const complaintAnswers = z
  .array(z.object({ question: short(60), answer: personal(short(2_000)) }))
  .max(10)
  .describe('answers to follow-up questions, each with the id of its question');

/** Attachments. They are stored before the event is published. */
export const complaintEvidence = z
  .array(
    z.object({
      id: z.uuid(),
      mediaType: short(100),
      bytes: z.int().positive(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  )
  .max(20);

/** The complete record as the intake accepted it. Only the text and what the machine knows are required. */
export const complaintReceived = defineEvent({
  type: 'complaint.received',
  topic: topics.complaints,
  version: 1,
  content: 'fact',
  summary: 'An intake has accepted a complaint: it is stored and has its number.',
  data: z.object({
    number: z.string().regex(/^\d{16}$/),
    kind: kind.optional().describe('where the sender named it; otherwise routing decides'),
    channel,
    origin,
    receivedAt: instant,
    text: personal(z.string().min(1).max(20_000)),
    language,
    customer: complaintCustomer,
    about: complaintAbout.optional(),
    happenedAt: happened.optional(),
    place: personal(short(500)).optional(),
    service: short(200).optional(),
    employee: personal(short(100)).optional(),
    expectation: personal(short(2_000)).optional(),
    answers: complaintAnswers.optional(),
    evidence: complaintEvidence.optional(),
    recording: personal(short(200)).optional().describe('reference of the call recording'),
    external: z
      .object({
        body: short(60),
        number: short(100),
        receivedAt: instant,
        dueAt: instant.optional(),
        replyForm: short(200).optional(),
      })
      .optional()
      .describe('a complaint that an external body forwarded'),
    takenBy: short(100).optional().describe('the staff member who recorded it'),
    noticeVersion: short(40).optional().describe('the privacy notice that was shown'),
    thread: personal(z.object({ id: short(500), message: short(1_000) }))
      .optional()
      .describe(
        'the conversation and the message it came in (Message-ID, chat message), so that an answer can join them',
      ),
    suspected: growing(['spam'])
      .optional()
      .describe('what the channel takes it for. It is a hint: a person in triage decides'),
    acknowledgedOver: growing(replyWays)
      .optional()
      .describe('the channel itself has told the customer the number this way: no acknowledgement is sent'),
    solvedAtOnce: z
      .object({
        words: personal(short(2_000)).describe('what was done, in the words of the first responder'),
        amount: z
          .string()
          .regex(/^\d{1,9}(\.\d{1,2})?$/)
          .optional()
          .describe('what was paid or credited, in the currency of the operator'),
        consent: z.boolean().describe('whether the customer agreed that this solves it'),
      })
      .optional()
      .describe('the first responder solved it while talking to the customer'),
    owner: short(100).optional().describe('the staff member who is accountable for it'),
    firstResponder: short(100).optional().describe('the staff member who took it first; never changes'),
    once: short(200)
      .optional()
      .describe('at most one complaint is wanted for this key, such as body and number of a forwarded complaint'),
  }),
});
export type ComplaintReceived = z.infer<typeof complaintReceived.data>;
