import { idOf, type Decision } from '@redress/contracts';
import type { DecisionDetails, DecisionKind, WantedMessage, Way } from '../message.js';

/**
 * The acknowledgement of a complaint. `ways` are the channels of this installation: mail is preferred to a text
 * message, and the preview mailbox is used if there is neither.
 */
export function wantedAcknowledgement(
  complaintId: string,
  kind: DecisionKind,
  decision: Decision,
  ways: ReadonlySet<Way>,
): WantedMessage {
  return {
    id: idOf(complaintId, 'acknowledgement'),
    complaintId,
    purpose: 'acknowledgement',
    language: decision.language,
    number: decision.number,
    facts: detailsOf(kind, decision),
    ...deliveryOf(decision.customer, ways),
  };
}

type Delivery = Pick<WantedMessage, 'way' | 'form' | 'recipient' | 'suppressed'>;

function deliveryOf({ email, phone }: Decision['customer'], ways: ReadonlySet<Way>): Delivery {
  const real = (['email', 'sms'] as const).filter((way) => ways.has(way));
  if (!email && !phone) return { way: real[0] ?? 'preview', form: 'mail', recipient: null, suppressed: 'no-address' };
  const mail: Delivery = { way: 'email', form: 'mail', recipient: email ?? null };
  const sms: Delivery = { way: 'sms', form: 'sms', recipient: phone ?? null };
  const preferred = email ? mail : sms;
  if (real.length === 0) return { ...preferred, way: 'preview' };
  if (email && ways.has('email')) return mail;
  if (phone && ways.has('sms')) return sms;
  return { ...preferred, suppressed: `no-${preferred.way}-gateway` };
}

/**
 * Data that the customer must not read is not stored: category and department of a report, a department before
 * approval.
 */
function detailsOf(kind: DecisionKind, decision: Decision): DecisionDetails {
  const { category, department, confidential } = decision;
  return {
    told: kind,
    receivedAt: decision.receivedAt,
    ...(decision.firstContactBy && { firstContactBy: decision.firstContactBy }),
    ...(decision.dueAt && { dueAt: decision.dueAt }),
    confidential,
    ...(!confidential && kind !== 'triage' && category && { category }),
    ...(!confidential && kind === 'assigned' && department && { department }),
  };
}
