import { idOf, type Decision } from '@redress/contracts';
import type { Facts, Message, Told, Way } from '../message.js';

/** A message as the decision asks for it; `suppressed` says why it will not be sent. */
export type WantedMessage = Omit<Message, 'wantedAt'> & { suppressed?: string };

/** Which gateways the operator has set up. With none at all, everything goes to the preview mailbox. */
export interface Gateways {
  email: boolean;
}

/** The one acknowledgement of a complaint, from the decision alone. */
export function wantedAcknowledgement(complaintId: string, told: Told, decision: Decision, gateways: Gateways): WantedMessage {
  const { email, phone } = decision.customer;
  const form = email || !phone ? 'mail' : 'sms';
  return {
    id: idOf(complaintId, 'acknowledgement'),
    complaintId,
    purpose: 'acknowledgement',
    form,
    recipient: email ?? phone ?? null,
    language: decision.language,
    number: decision.number,
    facts: factsOf(told, decision),
    ...wayOf({ email, phone }, gateways),
  };
}

function wayOf({ email, phone }: { email?: string; phone?: string }, gateways: Gateways): { way: Way; suppressed?: string } {
  if (!email && !phone) return { way: gateways.email ? 'email' : 'preview', suppressed: 'no-address' };
  if (!gateways.email) return { way: 'preview' };
  return email ? { way: 'email' } : { way: 'sms', suppressed: 'no-sms-gateway' };
}

/** What must not be said is not even kept: of a report neither category nor department, before approval no department. */
function factsOf(told: Told, decision: Decision): Facts {
  const { category, department, confidential } = decision;
  return {
    told,
    receivedAt: decision.receivedAt,
    ...(decision.firstContactBy && { firstContactBy: decision.firstContactBy }),
    ...(decision.dueAt && { dueAt: decision.dueAt }),
    confidential,
    ...(!confidential && told !== 'triage' && category && { category }),
    ...(!confidential && told === 'assigned' && department && { department }),
  };
}
