import { Controller } from '@nestjs/common';
import {
  complaintApprovalNeeded,
  complaintAssigned,
  complaintReceived,
  complaintSetAside,
  complaintTriageNeeded,
  notificationFailed,
  notificationSent,
  type ComplaintReceived,
  type Decision,
  type Event,
  type Notification,
} from '@redress/contracts';
import { Consumes, type Transaction } from '@redress/messaging';
import { decisionColumns, deliveryColumns, receivedColumns } from './columns.rules.js';

/** Keeps what the customer may see. A sequence at or below the known one changes nothing, neither the state nor the timeline. */
@Controller()
export class TrackConsumer {
  @Consumes('intake-form.intake.complaints', [complaintReceived])
  async received(events: Event<ComplaintReceived>[], tx: Transaction): Promise<void> {
    await tx.query(
      `WITH incoming AS (
         SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::timestamptz[]) AS incoming (complaint_id, sequence, number, language, at)
       ), newer AS (
         SELECT incoming.* FROM incoming LEFT JOIN intake_form.tracked USING (complaint_id) WHERE incoming.sequence > coalesce(received_sequence, 0)
       ), steps AS (
         INSERT INTO intake_form.steps (complaint_id, writer, sequence, step, at)
         SELECT complaint_id, 'intake', sequence, 'received', at FROM newer WHERE sequence = 1 ON CONFLICT DO NOTHING
       )
       INSERT INTO intake_form.tracked AS known (complaint_id, received_sequence, number, language, received_at)
       SELECT DISTINCT ON (complaint_id) complaint_id, sequence, number, language, at FROM newer ORDER BY complaint_id, sequence DESC
       ON CONFLICT (complaint_id) DO UPDATE SET received_sequence = excluded.received_sequence, number = excluded.number,
         language = excluded.language, received_at = excluded.received_at
       WHERE excluded.received_sequence > known.received_sequence`,
      receivedColumns(events),
    );
  }

  @Consumes('intake-form.routing.decisions', [complaintAssigned, complaintTriageNeeded, complaintApprovalNeeded, complaintSetAside])
  async decided(events: Event<Decision>[], tx: Transaction): Promise<void> {
    await tx.query(
      `WITH incoming AS (
         SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::text[],
           $9::timestamptz[], $10::timestamptz[], $11::boolean[], $12::boolean[])
           AS incoming (complaint_id, sequence, number, language, at, step, category, department, first_contact_by, due_at, confidential, danger)
       ), newer AS (
         SELECT incoming.* FROM incoming LEFT JOIN intake_form.tracked USING (complaint_id) WHERE incoming.sequence > coalesce(decision_sequence, 0)
       ), steps AS (
         INSERT INTO intake_form.steps (complaint_id, writer, sequence, step, at, department, contact_by, due_at)
         SELECT complaint_id, 'routing', sequence, step, at, department, first_contact_by, due_at FROM newer ON CONFLICT DO NOTHING
       )
       INSERT INTO intake_form.tracked AS known
         (complaint_id, decision_sequence, number, language, outcome, category, department, first_contact_by, due_at, confidential, danger)
       SELECT DISTINCT ON (complaint_id) complaint_id, sequence, number, language, step, category, department, first_contact_by, due_at, confidential, danger
         FROM newer ORDER BY complaint_id, sequence DESC
       ON CONFLICT (complaint_id) DO UPDATE SET decision_sequence = excluded.decision_sequence, number = excluded.number, outcome = excluded.outcome,
         category = excluded.category, department = excluded.department, first_contact_by = excluded.first_contact_by, due_at = excluded.due_at,
         confidential = excluded.confidential, danger = excluded.danger
       WHERE excluded.decision_sequence > known.decision_sequence`,
      decisionColumns(events),
    );
  }

  @Consumes('intake-form.notifier.deliveries', [notificationSent, notificationFailed])
  async delivered(events: Event<Notification>[], tx: Transaction): Promise<void> {
    await tx.query(
      `WITH incoming AS (
         SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::timestamptz[], $5::text[], $6::text[])
           AS incoming (complaint_id, sequence, number, at, step, over)
       ), newer AS (
         SELECT incoming.* FROM incoming LEFT JOIN intake_form.tracked USING (complaint_id) WHERE incoming.sequence > coalesce(delivery_sequence, 0)
       ), steps AS (
         INSERT INTO intake_form.steps (complaint_id, writer, sequence, step, at, over)
         SELECT complaint_id, 'notifier', sequence, step, at, over FROM newer ON CONFLICT DO NOTHING
       )
       INSERT INTO intake_form.tracked AS known (complaint_id, delivery_sequence, number, confirmed_at)
       SELECT DISTINCT ON (complaint_id) complaint_id, sequence, number, CASE WHEN step = 'confirmed' THEN at END
         FROM newer ORDER BY complaint_id, sequence DESC
       ON CONFLICT (complaint_id) DO UPDATE SET delivery_sequence = excluded.delivery_sequence,
         confirmed_at = coalesce(known.confirmed_at, excluded.confirmed_at)
       WHERE excluded.delivery_sequence > known.delivery_sequence`,
      deliveryColumns(events),
    );
  }
}
