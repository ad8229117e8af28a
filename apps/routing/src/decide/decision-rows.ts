import type { ComplaintReceived, Event } from '@redress/contracts';
import type { Transaction } from '@redress/messaging';
import type { Ruling } from './decide.rules.js';

/** A complaint and what was decided of it. */
export interface Decided {
  event: Event<ComplaintReceived>;
  ruling: Ruling;
  /** The last sequence that tells of it. */
  sequence: number;
}

/**
 * Stores decisions and gives the ids of those complaints that had none yet: a complaint is decided once, however often and in however
 * many processes at once its event arrives. Rows go in in the order of their ids, so that two processes never wait for each other in a circle.
 */
export async function storeDecisions(decided: readonly Decided[], now: Date, tx: Transaction): Promise<Set<string>> {
  const rows = [...decided].sort((a, b) => (a.event.subject < b.event.subject ? -1 : 1));
  const stored = await tx.query<{ complaint_id: string }>(
    `INSERT INTO routing.decisions (complaint_id, number, outcome, department, category, policy_hash, sequence, decision, complaint, decided_at)
     SELECT complaint_id, number, outcome, department, category, policy_hash, sequence, decision::jsonb, complaint::jsonb, $10
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[], $9::text[])
            AS row (complaint_id, number, outcome, department, category, policy_hash, sequence, decision, complaint)
     ON CONFLICT (complaint_id) DO NOTHING
     RETURNING complaint_id`,
    [...columnsOf(rows), now],
  );
  return new Set(stored.map((row) => row.complaint_id));
}

function columnsOf(rows: readonly Decided[]): unknown[][] {
  const decisions = rows.map(({ ruling }) => ruling.decision);
  return [
    rows.map(({ event }) => event.subject),
    decisions.map(({ number }) => number),
    rows.map(({ ruling }) => ruling.outcome),
    decisions.map(({ department }) => department ?? null),
    decisions.map(({ category }) => category ?? null),
    decisions.map(({ policyHash }) => policyHash),
    rows.map(({ sequence }) => sequence),
    // The customer stands in `complaint` alone, so that erasing them concerns one column.
    decisions.map(({ customer: _, ...decision }) => JSON.stringify(decision)),
    rows.map(({ event }) => JSON.stringify(event.data)),
  ];
}
