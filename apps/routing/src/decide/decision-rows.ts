import type { ComplaintReceived, Event } from '@redress/contracts';
import type { Transaction } from '@redress/messaging';
import type { Ruling } from './decide.rules.js';

/** A complaint and the decision about it. */
export interface Decided {
  event: Event<ComplaintReceived>;
  ruling: Ruling;
}

/**
 * Stores decisions and returns the ids of the complaints that had none. A complaint is decided once, even if its event
 * arrives several times or in several processes at once. Rows are inserted in the order of their ids, so that two
 * processes do not deadlock.
 *
 * Releases without `routing.sequences` counted the events of a complaint in `sequence`; new rows have 0 there.
 */
export async function storeDecisions(decided: readonly Decided[], now: Date, tx: Transaction): Promise<Set<string>> {
  const rows = [...decided].sort((a, b) => (a.event.subject < b.event.subject ? -1 : 1)).map(rowOf);
  const stored = await tx.query<{ complaint_id: string }>(
    `INSERT INTO routing.decisions
            (complaint_id, number, outcome, department, category, policy_hash, sequence, decision, complaint,
             decided_at)
     SELECT complaint_id, number, outcome, department, category, policy_hash, 0, decision, complaint, $2
       FROM json_to_recordset($1::json) AS row (complaint_id uuid, number text, outcome text, department text,
            category text, policy_hash text, decision jsonb, complaint jsonb)
     ON CONFLICT (complaint_id) DO NOTHING
     RETURNING complaint_id`,
    [JSON.stringify(rows), now],
  );
  return new Set(stored.map((row) => row.complaint_id));
}

function rowOf({ event, ruling: { outcome, decision } }: Decided): object {
  // Only the column `complaint` contains personal data of the customer, so that an erasure changes one column.
  const { customer: _, ...withoutCustomer } = decision;
  return {
    complaint_id: event.subject,
    number: decision.number,
    outcome,
    department: decision.department,
    category: decision.category,
    policy_hash: decision.policyHash,
    decision: withoutCustomer,
    complaint: event.data,
  };
}
