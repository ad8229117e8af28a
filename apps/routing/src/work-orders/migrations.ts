import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One row per work order that a department has replied to. `answer` and `refusal` contain personal data. */
export class WorkOrders1764230000000 implements MigrationInterface {
  readonly name = 'WorkOrders1764230000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE routing.work_orders (
        id uuid PRIMARY KEY,
        complaint_id uuid NOT NULL REFERENCES routing.decisions,
        number text COLLATE "C" NOT NULL,
        department text COLLATE "C" NOT NULL,
        category text COLLATE "C" NOT NULL,
        confidential boolean NOT NULL,
        state text NOT NULL
          CHECK (state IN ('assigned', 'accepted', 'answered', 'released', 'refused', 'withdrawn')),
        binding boolean NOT NULL,
        answer jsonb,
        refusal text,
        changed_at timestamptz NOT NULL,
        CHECK (state NOT IN ('answered', 'released') OR answer IS NOT NULL)
      )`);
    await runner.query(`CREATE INDEX work_orders_of_complaint ON routing.work_orders (complaint_id)`);
    // Few answers wait for their release; they are listed oldest first.
    await runner.query(
      `CREATE INDEX work_orders_answered ON routing.work_orders (changed_at) WHERE state = 'answered'`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
