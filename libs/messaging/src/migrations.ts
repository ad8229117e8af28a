import type { MigrationInterface, QueryRunner } from 'typeorm';

type MigrationClass = new () => MigrationInterface;

/** TypeORM reads the order of migrations from the 13 digits at the end of their names. */
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
 * The tables every service has for its messages: outbox, inbox, parked, and the ledger for an intake.
 * To be put first among the service's own migrations.
 */
export function messagingMigrations(schema: string, options: { ledger: boolean }): MigrationClass[] {
  const tables = migration('Messaging1763700000000', [
    // `value` is the very text that is published. Rows live for milliseconds: vacuum early.
    `CREATE TABLE ${schema}.outbox (
       event_id uuid PRIMARY KEY,
       topic text NOT NULL,
       key text NOT NULL,
       value text NOT NULL,
       created_at timestamptz NOT NULL DEFAULT now(),
       relay_after timestamptz NOT NULL DEFAULT '-infinity',
       refused text
     ) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0)`,
    `CREATE TABLE ${schema}.inbox (
       consumer_group text COLLATE "C" NOT NULL,
       event_id text COLLATE "C" NOT NULL,
       seen_at timestamptz NOT NULL DEFAULT now(),
       PRIMARY KEY (consumer_group, event_id)
     )`,
    `CREATE INDEX inbox_seen_at ON ${schema}.inbox USING brin (seen_at)`,
    `CREATE TABLE ${schema}.parked (
       id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       consumer_group text NOT NULL,
       topic text NOT NULL,
       partition integer NOT NULL,
       "offset" bigint NOT NULL,
       key text,
       value bytea NOT NULL,
       headers jsonb NOT NULL,
       reason text NOT NULL,
       stack text NOT NULL,
       parked_at timestamptz NOT NULL DEFAULT now(),
       replay_wanted_at timestamptz,
       dropped_at timestamptz,
       dropped_reason text,
       UNIQUE (consumer_group, topic, partition, "offset")
     )`,
  ]);
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
  return options.ledger ? [tables, ledger] : [tables];
}
