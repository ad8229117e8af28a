import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the customer is shown of a complaint, of every channel. No words of the complaint are kept here, only those that
 * were written for its customer.
 */
export class TrackingTables1763710000000 implements MigrationInterface {
  name = 'TrackingTables1763710000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE intake_form.tracked (
        complaint_id uuid PRIMARY KEY,
        number text COLLATE "C",
        language text,
        received_at timestamptz,
        outcome text,
        category text,
        department text,
        first_contact_by timestamptz,
        due_at timestamptz,
        confidential boolean NOT NULL DEFAULT false,
        danger boolean NOT NULL DEFAULT false,
        confirmed_at timestamptz,
        received_sequence bigint NOT NULL DEFAULT 0,
        decision_sequence bigint NOT NULL DEFAULT 0,
        delivery_sequence bigint NOT NULL DEFAULT 0
      ) WITH (fillfactor = 70)`);
    await runner.query(`CREATE INDEX tracked_number ON intake_form.tracked (number)`);
    await runner.query(`
      CREATE TABLE intake_form.steps (
        complaint_id uuid NOT NULL,
        writer text COLLATE "C" NOT NULL,
        sequence bigint NOT NULL,
        step text NOT NULL,
        at timestamptz NOT NULL,
        department text,
        contact_by timestamptz,
        due_at timestamptz,
        over text,
        PRIMARY KEY (complaint_id, writer, sequence)
      )`);
    await runner.query(`
      CREATE TABLE intake_form.code_tries (number text COLLATE "C" PRIMARY KEY, tries int NOT NULL, until timestamptz NOT NULL)`);
    await runner.query(`CREATE INDEX code_tries_until ON intake_form.code_tries (until)`);
    await runner.query(`
      CREATE VIEW intake_form.stages AS
        SELECT id AS complaint_id, 'accepted' AS stage, received_at AS at FROM intake_form.ledger
        UNION ALL
        SELECT complaint_id, 'tracked-' || step, at FROM intake_form.steps`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}

/** The ledger also has messages since libs/intake accepts them; only complaints are stages. */
export class StagesOfComplaints1764310000000 implements MigrationInterface {
  name = 'StagesOfComplaints1764310000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW intake_form.stages AS
        SELECT id AS complaint_id, 'accepted' AS stage, received_at AS at FROM intake_form.ledger
         WHERE complaint_id IS NULL
        UNION ALL
        SELECT complaint_id, 'tracked-' || step, at FROM intake_form.steps`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}

/** What a department told the customer (`told`, personal data), and when the complaint was answered. */
export class AnswersOfDepartments1764340000000 implements MigrationInterface {
  name = 'AnswersOfDepartments1764340000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE intake_form.steps ADD COLUMN told text`);
    await runner.query(`ALTER TABLE intake_form.tracked ADD COLUMN answered_at timestamptz`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
