import {
  complaintTriageNeeded,
  queueTopic,
  workOrderWithdrawn,
  type ComplaintReceived,
  type Decision,
} from '@redress/contracts';
import type { Transaction } from '@redress/messaging';
import type { Reply } from './apply-reply.rules.js';
import { refusedDecision } from './refused-decision.rules.js';
import type { WorkOrderRow } from './work-order.entity.js';

/** A refused work order leaves the department's queue, and a coordinator decides about the complaint. */
export async function backToTriage(order: WorkOrderRow, reply: Reply, now: Date, tx: Transaction): Promise<void> {
  const { subject, traceparent } = reply;
  const [row] = await tx.query<{ decision: Omit<Decision, 'customer'>; complaint: ComplaintReceived }>(
    `SELECT decision, complaint FROM routing.decisions WHERE complaint_id = $1 FOR UPDATE`,
    [subject],
  );
  const right = 'rightDepartment' in reply.data ? reply.data.rightDepartment : undefined;
  const decision = refusedDecision(row!.decision, order.department, right);
  await tx.query(
    `UPDATE routing.decisions
        SET outcome = 'triage-needed', department = NULL, category = NULL, decision = $2, decided_at = $3
      WHERE complaint_id = $1`,
    [subject, JSON.stringify(decision), now],
  );
  const { name, phone, email, chat, replyBy } = row!.complaint.customer;
  tx.emit({
    definition: workOrderWithdrawn,
    topic: queueTopic(order.department),
    subject,
    data: { workOrder: order.id, number: order.number, department: order.department, reason: 'refused' },
    traceparent,
  });
  const customer = { name, phone, email, chat, replyBy };
  tx.emit({ definition: complaintTriageNeeded, subject, data: { ...decision, customer }, traceparent });
}
