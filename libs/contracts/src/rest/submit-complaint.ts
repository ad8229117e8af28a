import { z } from 'zod';
import { personal } from '../personal.js';
import { instant, language } from '../words.js';

/** The maximum length of the customer's text in characters (code points), as JSON Schema's maxLength counts. */
export const maxTextLength = 10_000;

/** Counts characters as JSON Schema does: a surrogate pair is one. */
export function lengthOf(text: string): number {
  let pairs = 0;
  for (let i = 0; i < text.length; i++) {
    if ((text.charCodeAt(i) & 0xfc00) !== 0xd800 || (text.charCodeAt(i + 1) & 0xfc00) !== 0xdc00) continue;
    pairs++;
    i++;
  }
  return text.length - pairs;
}

const line = (max: number) => z.string().min(1).max(max);

const text = personal(
  z
    .string()
    .refine((value) => /[\p{L}\p{N}\p{S}\p{P}]/u.test(value), { params: { code: 'blank' }, abort: true })
    .refine((value) => value.length <= maxTextLength || lengthOf(value) <= maxTextLength, {
      params: { code: 'too-long' },
    })
    .meta({ minLength: 1, maxLength: maxTextLength, description: "What happened, in the customer's own words." }),
);

/** The ways of reply that the form offers. */
export const formReplyWays = ['phone', 'sms', 'email'] as const;

const customer = z
  .strictObject({
    name: personal(line(100)).optional(),
    phone: personal(line(40))
      .optional()
      .describe('Any usual way of writing it; numbers without a country are Chinese.'),
    email: personal(line(254)).optional(),
    account: personal(line(60)).optional().describe('Account or meter number.'),
    language: language.optional().describe('The language to answer in; otherwise that of the request.'),
    replyBy: z.enum(formReplyWays).optional().describe('Must be one that the given phone or e-mail allows.'),
    callTimes: line(200).optional().describe('When calling suits, in their words.'),
  })
  .describe('Who complains. A phone number or an e-mail address is needed to answer.');

const about = personal(
  z.strictObject({
    relation: line(60).optional(),
    phone: line(20).optional(),
    account: line(60).optional(),
    meter: line(60).optional(),
    address: line(500).optional(),
  }),
).describe("The number, meter or address it is about, where that is not the customer's own.");

/** The body of `POST /api/complaints`. Unknown fields are refused. */
export const submitComplaint = z.strictObject({
  text,
  customer,
  about: about.optional(),
  happenedAt: z.union([instant, z.iso.date()]).optional().describe('An instant (UTC) or a date; not in the future.'),
  place: personal(line(500)).optional(),
  service: line(200).optional(),
  employee: personal(line(100)).optional(),
  expectation: personal(line(2_000)).optional(),
  answers: z
    .array(z.strictObject({ question: line(60), answer: personal(line(2_000)) }))
    .max(10)
    .optional()
    .describe('Answers to the follow-up questions of the policy.'),
});
export type SubmitComplaint = z.infer<typeof submitComplaint>;

/** `Idempotency-Key`: the same key and body give the same response; the same key with another body is refused (409). */
export const idempotencyKey = z.string().regex(/^[\x21-\x7e](?:[\x20-\x7e]{14,198})[\x21-\x7e]$/);

/** The response 202: the complaint is stored and has its number. */
export const complaintAccepted = z.object({
  id: z.uuid(),
  number: z
    .string()
    .regex(/^\d{16}$/)
    .describe('16 digits, the last two are check digits (ISO 7064 MOD 97-10).'),
  code: z
    .string()
    .regex(/^\d{6}$/)
    .describe('查询码: opens tracking together with the number.'),
  trackingUrl: z.url().describe('A signed link that follows this one complaint.'),
});
export type ComplaintAccepted = z.infer<typeof complaintAccepted>;
