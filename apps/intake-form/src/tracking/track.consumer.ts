import { Controller } from '@nestjs/common';
import {
  complaintApprovalNeeded,
  complaintAssigned,
  complaintReceived,
  complaintSetAside,
  complaintTriageNeeded,
  notificationFailed,
  notificationSent,
  workOrderChanged,
  type ComplaintReceived,
  type Decision,
  type Event,
  type Notification,
  type WorkOrderChanged,
} from '@redress/contracts';
import { Consumes, type Transaction } from '@redress/messaging';
import { decisionRow, deliveryRow, receivedRow, workOrderRow } from './rows.rules.js';

/**
 * Stores what the customer may see. Decisions are snapshots: one with a sequence that is not greater than the known one
 * changes neither the state nor the timeline. The receipt and deliveries are facts: each is applied once (the inbox
 * leaves out events that were handled before), whatever its sequence is.
 */
@Controller()
export class TrackConsumer {
  @Consumes('intake-form.intake.complaints', [complaintReceived])
  async received(events: Event<ComplaintReceived>[], tx: Transaction): Promise<void> {
    await tx.query(
      `WITH incoming AS (
         SELECT * FROM json_to_recordset($1::json)
           AS incoming (complaint_id uuid, number text, language text, at timestamptz)
       ), steps AS (
         INSERT INTO intake_form.steps (complaint_id, writer, sequence, step, at)
         SELECT complaint_id, 'intake', 1, 'received', at FROM incoming ORDER BY complaint_id ON CONFLICT DO NOTHING
       )
       INSERT INTO intake_form.tracked AS known (complaint_id, number, language, received_at)
       SELECT DISTINCT ON (complaint_id) complaint_id, number, language, at FROM incoming ORDER BY complaint_id
       ON CONFLICT (complaint_id) DO UPDATE SET number = excluded.number, language = excluded.language,
         received_at = excluded.received_at`,
      [JSON.stringify(events.map(receivedRow))],
    );
  }

  @Consumes('intake-form.routing.decisions', [
    complaintAssigned,
    complaintTriageNeeded,
    complaintApprovalNeeded,
    complaintSetAside,
  ])
  async decided(events: Event<Decision>[], tx: Transaction): Promise<void> {
    await tx.query(
      `WITH incoming AS (
         SELECT * FROM json_to_recordset($1::json)
           AS incoming (complaint_id uuid, sequence bigint, number text, language text,
           at timestamptz, step text, category text, department text, first_contact_by timestamptz, due_at timestamptz,
           confidential boolean, danger boolean)
       ), newer AS (
         SELECT incoming.* FROM incoming LEFT JOIN intake_form.tracked USING (complaint_id)
          WHERE incoming.sequence > coalesce(decision_sequence, 0)
       ), steps AS (
         INSERT INTO intake_form.steps (complaint_id, writer, sequence, step, at, department, contact_by, due_at)
         SELECT complaint_id, 'routing', sequence, step, at, department, first_contact_by, due_at
           FROM newer ORDER BY complaint_id, sequence ON CONFLICT DO NOTHING
       )
       INSERT INTO intake_form.tracked AS known (complaint_id, decision_sequence, number, language, outcome, category,
         department, first_contact_by, due_at, confidential, danger)
       SELECT DISTINCT ON (complaint_id) complaint_id, sequence, number, language, step, category, department,
         first_contact_by, due_at, confidential, danger FROM newer ORDER BY complaint_id, sequence DESC
       ON CONFLICT (complaint_id) DO UPDATE SET decision_sequence = excluded.decision_sequence,
         number = excluded.number, outcome = excluded.outcome, category = excluded.category, department = excluded.department,
         first_contact_by = excluded.first_contact_by, due_at = excluded.due_at, confidential = excluded.confidential,
         danger = excluded.danger
       WHERE excluded.decision_sequence > known.decision_sequence`,
      [JSON.stringify(events.map(decisionRow))],
    );
  }

  @Consumes('intake-form.routing.work-orders', [workOrderChanged])
  async worked(events: Event<WorkOrderChanged>[], tx: Transaction): Promise<void> {
    await tx.query(
      `WITH incoming AS (
         SELECT * FROM json_to_recordset($1::json)
           AS incoming (complaint_id uuid, writer text, sequence bigint, number text,
           at timestamptz, step text, department text, told text)
       ), steps AS (
         INSERT INTO intake_form.steps (complaint_id, writer, sequence, step, at, department, told)
         SELECT complaint_id, writer, sequence, step, at, department, told FROM incoming
          ORDER BY complaint_id, writer ON CONFLICT DO NOTHING
       )
       INSERT INTO intake_form.tracked AS known (complaint_id, number, answered_at)
       SELECT complaint_id, max(number), max(at) FILTER (WHERE step = 'answered')
         FROM incoming GROUP BY complaint_id ORDER BY complaint_id
       ON CONFLICT (complaint_id) DO UPDATE SET answered_at = greatest(known.answered_at, excluded.answered_at)`,
      [JSON.stringify(events.map(workOrderRow).filter((row) => row !== undefined))],
    );
  }

  @Consumes('intake-form.notifier.deliveries', [notificationSent, notificationFailed])
  async delivered(events: Event<Notification>[], tx: Transaction): Promise<void> {
    await tx.query(
      `WITH incoming AS (
         SELECT * FROM json_to_recordset($1::json)
           AS incoming (complaint_id uuid, writer text, sequence bigint, number text,
           at timestamptz, step text, over text)
       ), steps AS (
         INSERT INTO intake_form.steps (complaint_id, writer, sequence, step, at, over)
         SELECT complaint_id, writer, sequence, step, at, over FROM incoming
          ORDER BY complaint_id, writer ON CONFLICT DO NOTHING
       )
       INSERT INTO intake_form.tracked AS known (complaint_id, number, confirmed_at)
       SELECT complaint_id, max(number), min(at) FILTER (WHERE step = 'confirmed')
         FROM incoming GROUP BY complaint_id ORDER BY complaint_id
       ON CONFLICT (complaint_id) DO UPDATE SET confirmed_at = least(known.confirmed_at, excluded.confirmed_at)`,
      [JSON.stringify(events.map(deliveryRow))],
    );
  }
}
