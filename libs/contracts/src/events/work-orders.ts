import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { queueTopic } from '../topics.js';
import {
  categoryId,
  channel,
  departmentId,
  growing,
  instant,
  kind,
  language,
  origin,
  replyWays,
  severity,
  tier,
} from '../words.js';
import { complaintAbout } from './complaint-received.js';

/**
 * A complaint as a department sees it, without name or phone unless the policy states that the department needs them.
 */
export const workOrderAssigned = defineEvent({
  type: 'work-order.assigned',
  topic: queueTopic('<department>'),
  version: 1,
  content: 'fact',
  summary: 'The department must investigate and answer this complaint.',
  data: z.object({
    number: z.string().regex(/^\d{16}$/),
    department: departmentId,
    category: categoryId,
    kind,
    severity,
    tier,
    flags: z.array(z.string().max(60)).max(20),
    channel,
    origin,
    receivedAt: instant,
    firstContactBy: instant.optional(),
    dueAt: instant.optional(),
    language,
    text: z.string().min(1).max(20_000).meta({ personal: true }),
    customer: z
      .object({
        name: z.string().optional(),
        phone: z.string().optional(),
        email: z.string().optional(),
        account: z.string().optional(),
        address: z.string().optional().describe('postal address for a letter'),
      })
      .meta({ personal: true })
      .optional(),
    replyBy: growing(replyWays).optional().describe('how the customer wants to be answered'),
    callTimes: z.string().max(200).optional().describe('when they can be called, in their words'),
    about: complaintAbout.optional(),
    happenedAt: z.string().optional(),
    place: z.string().meta({ personal: true }).optional(),
    service: z.string().optional(),
    employee: z.string().meta({ personal: true }).optional(),
    expectation: z.string().meta({ personal: true }).optional(),
    answers: z.array(z.object({ question: z.string(), answer: z.string().meta({ personal: true }) })).optional(),
  }),
});
export type WorkOrder = z.infer<typeof workOrderAssigned.data>;
