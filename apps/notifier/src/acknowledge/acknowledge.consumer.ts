import { Controller } from '@nestjs/common';
import {
  complaintApprovalNeeded,
  complaintAssigned,
  complaintTriageNeeded,
  notificationSuppressed,
  type Decision,
  type Event,
} from '@redress/contracts';
import { Consumes, type Transaction } from '@redress/messaging';
import type { Told } from '../message.js';
import { insertMessages } from '../sending/message-rows.js';
import { notificationOf } from '../sending/settle-messages.js';
import { Senders } from '../senders.js';
import { wantedAcknowledgement } from './wanted-message.rules.js';

const told: Readonly<Record<string, Told>> = {
  [complaintAssigned.type]: 'assigned',
  [complaintTriageNeeded.type]: 'triage',
  [complaintApprovalNeeded.type]: 'approval',
};

/** Sends one acknowledgement per complaint: the first decision requests it, and later or repeated ones find its row. */
@Controller()
export class AcknowledgeConsumer {
  constructor(private readonly senders: Senders) {}

  @Consumes('notifier.routing.decisions', [complaintAssigned, complaintTriageNeeded, complaintApprovalNeeded])
  async acknowledge(events: Event<Decision>[], tx: Transaction): Promise<void> {
    const { gateways } = this.senders;
    const wanted = events.map(({ subject, type, data }) => wantedAcknowledgement(subject, told[type]!, data, gateways));
    const reasons = new Map(wanted.flatMap(({ id, suppressed }) => (suppressed ? [[id, suppressed] as const] : [])));
    const mails = wanted.filter(({ way, suppressed }) => way === 'email' && !suppressed).length;
    const inserted = await insertMessages(tx, wanted, mails > 0 ? this.senders.mayTake(mails) : undefined);
    for (const message of inserted.filter(({ state }) => state === 'suppressed')) {
      const data = { ...notificationOf(message, message.wantedAt), reason: reasons.get(message.id)! };
      tx.emit({ definition: notificationSuppressed, subject: message.complaintId, data });
    }
    const taken = inserted.filter(({ state }) => state === 'sending');
    const waiting = new Set(inserted.filter(({ state }) => state === 'wanted').map(({ way }) => way));
    tx.afterCommit(() => this.senders.committed(taken, waiting));
  }
}
