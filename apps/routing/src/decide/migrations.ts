import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One row per complaint with its decision. `complaint` contains what routing needs for further work orders; no other
 * column contains personal data.
 */
export class Decisions1763720000000 implements MigrationInterface {
  readonly name = 'Decisions1763720000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE routing.decisions (
        complaint_id uuid PRIMARY KEY,
        number text COLLATE "C" NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('assigned', 'approval-needed', 'triage-needed', 'set-aside')),
        department text COLLATE "C",
        category text COLLATE "C",
        policy_hash text NOT NULL,
        sequence int NOT NULL,
        decision jsonb NOT NULL,
        complaint jsonb NOT NULL,
        decided_at timestamptz NOT NULL,
        CHECK (outcome NOT IN ('assigned', 'approval-needed') OR (department IS NOT NULL AND category IS NOT NULL))
      )`);
    // Few complaints wait for a person; they are listed oldest first.
    await runner.query(`
      CREATE INDEX decisions_waiting ON routing.decisions (decided_at) WHERE outcome IN ('approval-needed', 'triage-needed')`);
    await runner.query(`
      CREATE VIEW routing.stages AS SELECT complaint_id, outcome AS stage, decided_at AS at FROM routing.decisions`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
