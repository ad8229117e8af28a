import type { Transaction } from '@redress/messaging';

/**
 * Writes the rows of the complaints' first work orders, which have the id of the complaint. They are written with the
 * first reply and not with the decision, so that deciding costs no second row; the decision says all that they contain.
 */
export async function openFirstOrders(complaints: readonly string[], now: Date, tx: Transaction): Promise<void> {
  await tx.query(
    `INSERT INTO routing.work_orders
            (id, complaint_id, number, department, category, confidential, state, binding, changed_at)
     SELECT complaint_id, complaint_id, number, department, category, (decision ->> 'confidential')::boolean,
            'assigned', false, $2
       FROM routing.decisions
      WHERE complaint_id = ANY ($1::uuid[]) AND outcome = 'assigned'
      ORDER BY complaint_id
         ON CONFLICT (id) DO NOTHING`,
    [[...new Set(complaints)], now],
  );
}
