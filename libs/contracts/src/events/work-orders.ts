import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { personal } from '../personal.js';
import { queueTopic, repliesTopic, topics } from '../topics.js';
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
  unit,
} from '../words.js';
import { complaintAbout } from './complaint-received.js';

const number = z.string().regex(/^\d{16}$/);
const workOrderId = z.uuid().optional().describe('absent: the id of the complaint, which its first work order has');
const by = personal(z.string().min(1).max(100)).optional().describe('who replied, in the department');
const words = (max: number) => personal(z.string().trim().min(1).max(max));

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
    workOrder: workOrderId,
    number,
    department: departmentId,
    unit: unit.optional().describe('the part of the department that must act'),
    binding: z
      .boolean()
      .optional()
      .describe('a coordinator decided after two refusals: the department cannot refuse it'),
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

export const workOrderWithdrawn = defineEvent({
  type: 'work-order.withdrawn',
  topic: queueTopic('<department>'),
  version: 1,
  content: 'fact',
  summary: 'The department does not have to answer any more: stop working on it.',
  data: z.object({
    workOrder: workOrderId,
    number,
    department: departmentId,
    reason: growing(['refused', 'reassigned', 'withdrawn-by-customer', 'joined', 'set-aside']),
  }),
});
export type WorkOrderWithdrawn = z.infer<typeof workOrderWithdrawn.data>;

// What departments reply. The subject is the complaint, as in the queue. Routing checks each reply and publishes what
// became of it as `work-order.changed`.

export const workOrderAccepted = defineEvent({
  type: 'work-order.accepted',
  topic: repliesTopic('<department>'),
  version: 1,
  content: 'fact',
  summary: 'The department has the work order and works on it.',
  data: z.object({ workOrder: workOrderId, by }),
});

export const workOrderRefused = defineEvent({
  type: 'work-order.refused',
  topic: repliesTopic('<department>'),
  version: 1,
  content: 'fact',
  summary: 'It is not the department’s business: the work order goes back to a coordinator.',
  data: z.object({
    workOrder: workOrderId,
    by,
    reason: words(2_000),
    rightDepartment: departmentId.optional().describe('whose business it is, if the department knows'),
    rightUnit: departmentId.optional(),
  }),
});

export const workOrderProgressed = defineEvent({
  type: 'work-order.progressed',
  topic: repliesTopic('<department>'),
  version: 1,
  content: 'fact',
  summary: 'How far the work is.',
  data: z.object({
    workOrder: workOrderId,
    by,
    forCustomer: words(500).optional().describe('a sentence that the customer may read'),
    note: words(2_000).optional().describe('for the complaint office only'),
  }),
});

export const workOrderAnswered = defineEvent({
  type: 'work-order.answered',
  topic: repliesTopic('<department>'),
  version: 1,
  content: 'fact',
  summary: 'The work is done. The customer gets the answer when the complaint office has released it.',
  data: z.object({
    workOrder: workOrderId,
    by,
    cause: words(2_000),
    solution: words(2_000),
    prevention: words(2_000).optional(),
    forCustomer: words(4_000).describe('the answer that the customer gets'),
  }),
});

/** All replies of departments. */
export const departmentReplies = [workOrderAccepted, workOrderRefused, workOrderProgressed, workOrderAnswered] as const;

export const workOrderStates = ['assigned', 'accepted', 'answered', 'released', 'refused', 'withdrawn'] as const;

export const workOrderChanged = defineEvent({
  type: 'work-order.changed',
  topic: topics.workOrders,
  version: 1,
  content: 'fact',
  summary: 'What became of a work order, checked by routing.',
  data: z.object({
    workOrder: z.uuid(),
    number,
    department: departmentId,
    category: categoryId,
    confidential: z.boolean().describe('a report: no text to anybody names its category or department'),
    change: growing(['accepted', 'refused', 'progressed', 'answered', 'returned', 'released', 'withdrawn', 'restored']),
    state: growing(workOrderStates),
    at: instant,
    forCustomer: words(4_000).optional().describe('what the customer may read now: of a progress or a released answer'),
    by: z.string().max(100).optional().describe('the member of the complaint office who released or returned it'),
    reason: words(2_000).optional().describe('of a refusal or a return'),
  }),
});
export type WorkOrderChanged = z.infer<typeof workOrderChanged.data>;
