import {
  complaintAssigned,
  complaintReceived,
  newId,
  withCheckDigits,
  workOrderAssigned,
  type ComplaintReceived,
  type Decision,
  type Event,
  type EventDefinition,
  type WorkOrder,
} from '@redress/contracts';
import { randomInt } from 'node:crypto';

/** A random complaint number with valid check digits. */
export const aNumber = (): string => withCheckDigits(BigInt(randomInt(2 ** 47)));

/**
 * Valid data of complaint.received: a broadband fault, to be answered by e-mail. @throws if `changes` violate the
 * contract
 */
export function aComplaint(changes: Partial<ComplaintReceived> = {}): ComplaintReceived {
  return complaintReceived.data.parse({
    number: aNumber(),
    channel: 'form',
    origin: 'customer',
    receivedAt: '2026-03-02T01:00:00.000Z',
    text: '家里宽带从昨晚开始一直断，打客服说要等三天',
    language: 'zh-CN',
    customer: { name: '李雷', phone: '+8613800138000', email: 'li@example.test', replyBy: 'email' },
    ...changes,
  });
}

/** A decision about it: to the field service, due in five days. @throws if `changes` violate complaint.assigned */
export function aDecision(changes: Partial<Decision> = {}): Decision & { category: string; department: string } {
  const { number, channel, receivedAt, language, customer } = aComplaint();
  return complaintAssigned.data.parse({
    number,
    channel,
    receivedAt,
    language,
    customer,
    kind: 'complaint',
    category: 'broadband-fault',
    department: 'field-service',
    severity: 'minor',
    tier: 'blue',
    flags: [],
    candidates: [{ category: 'broadband-fault', score: 0.9 }],
    firstContactBy: '2026-03-03T01:00:00.000Z',
    dueAt: '2026-03-07T01:00:00.000Z',
    confidential: false,
    madeBy: 'rules',
    policyHash: 'spec',
    reasons: ['signal:broadband-fault'],
    ...changes,
  }) as Decision & { category: string; department: string };
}

/** The work order for that decision. @throws if `changes` violate work-order.assigned */
export function aWorkOrder(changes: Partial<WorkOrder> = {}): WorkOrder {
  const { number, category, department, kind, severity, tier, flags, channel, receivedAt, dueAt, language } =
    aDecision();
  const { origin, text } = aComplaint();
  const order = {
    number,
    category,
    department,
    kind,
    severity,
    tier,
    flags,
    channel,
    origin,
    receivedAt,
    dueAt,
    language,
    text,
  };
  return workOrderAssigned.data.parse({ ...order, ...changes });
}

/** The event with `data`, as a consumer receives it. Default: a new id, a new subject, sequence 1. */
export function anEvent<D>(
  definition: EventDefinition<D>,
  data: D,
  changes: Partial<Omit<Event, 'data'>> = {},
): Event<D> {
  return {
    specversion: '1.0',
    id: newId(),
    source: 'urn:redress:spec:spec',
    type: definition.type,
    subject: newId(),
    time: '2026-03-02T01:00:00.000Z',
    datacontenttype: 'application/json',
    dataschema: definition.dataschema,
    sequence: 1,
    ...changes,
    data,
  };
}
