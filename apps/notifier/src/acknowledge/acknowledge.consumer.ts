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
import type { DecisionKind, WantedMessage, Way } from '../message.js';
import { insertMessages } from '../sending/message-rows.js';
import { MessageSender } from '../sending/message-sender.js';
import { notificationOf } from '../sending/record-results.js';
import { wantedAcknowledgement } from './wanted-message.rules.js';

const kinds: Readonly<Record<string, DecisionKind>> = {
  [complaintAssigned.type]: 'assigned',
  [complaintTriageNeeded.type]: 'triage',
  [complaintApprovalNeeded.type]: 'approval',
};

/**
 * One acknowledgement for each complaint: the first decision inserts it; duplicates and later decisions do not insert
 * another one.
 */
@Controller()
export class AcknowledgeConsumer {
  constructor(private readonly sender: MessageSender) {}

  @Consumes('notifier.routing.decisions', [complaintAssigned, complaintTriageNeeded, complaintApprovalNeeded])
  async acknowledge(events: Event<Decision>[], tx: Transaction): Promise<void> {
    const { ways } = this.sender;
    const wanted = events.map(({ subject, type, data }) => wantedAcknowledgement(subject, kinds[type]!, data, ways));
    const reasons = new Map(wanted.flatMap(({ id, suppressed }) => (suppressed ? [[id, suppressed] as const] : [])));
    const inserted = await insertMessages(tx, wanted, this.sender.claimable(countByWay(wanted)));
    for (const message of inserted.filter(({ state }) => state === 'suppressed')) {
      const data = { ...notificationOf(message, message.wantedAt), reason: reasons.get(message.id)! };
      tx.emit({ definition: notificationSuppressed, subject: message.complaintId, data });
    }
    tx.afterCommit(() => this.sender.committed(inserted));
  }
}

function countByWay(wanted: readonly WantedMessage[]): Map<Way, number> {
  const counts = new Map<Way, number>();
  for (const { way, suppressed } of wanted) if (!suppressed) counts.set(way, (counts.get(way) ?? 0) + 1);
  return counts;
}
