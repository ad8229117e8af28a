import { messagingMigrations } from '@redress/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

type MigrationClass = new () => MigrationInterface;

/** TypeORM orders migrations by the 13 digits at the end of their names, which are stored and never change. */
function migration(name: string, statements: readonly string[]): MigrationClass {
  return class implements MigrationInterface {
    readonly name = name;
    async up(runner: QueryRunner): Promise<void> {
      for (const statement of statements) await runner.query(statement);
    }
    down(): Promise<void> {
      return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
    }
  };
}

/**
 * The tables of a channel's service: those that every service has for its messages, the ledger, contacts and sealed
 * originals. They come first among the service's own migrations.
 */
export function intakeMigrations(schema: string): MigrationClass[] {
  const ledger = migration('Ledger1763700000001', [
    `CREATE TABLE ${schema}.ledger (
       id uuid PRIMARY KEY,
       reference text COLLATE "C" NOT NULL UNIQUE,
       number text COLLATE "C" NOT NULL,
       channel text NOT NULL,
       received_at timestamptz NOT NULL
     )`,
    `CREATE INDEX ledger_number ON ${schema}.ledger (number)`,
  ]);
  const messages = migration('IntakeMessages1764300000000', [
    // The complaint that a message is about; NULL in the row of a complaint.
    `ALTER TABLE ${schema}.ledger ADD COLUMN complaint_id uuid, ADD COLUMN contact_keys uuid[]`,
    // New keys wait in a short list, which makes accepting cheaper than a table of its own with a B-tree index.
    `CREATE INDEX ledger_contacts ON ${schema}.ledger USING gin (contact_keys)
       WITH (gin_pending_list_limit = 512) WHERE contact_keys IS NOT NULL`,
    `CREATE TABLE ${schema}.sealed (
       id uuid PRIMARY KEY,
       complaint_id uuid NOT NULL,
       original bytea NOT NULL,
       sealed_at timestamptz NOT NULL DEFAULT now()
     )`,
    `CREATE INDEX sealed_complaint ON ${schema}.sealed (complaint_id)`,
  ]);
  return [...messagingMigrations(schema, { ledger: true }), ledger, messages];
}
