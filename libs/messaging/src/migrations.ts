import type { MigrationInterface, QueryRunner } from 'typeorm';

type MigrationClass = new () => MigrationInterface;

/** TypeORM orders migrations by the 13 digits at the end of their names. */
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

export interface MessagingTables {
  /** True for a channel, whose ledger `intakeMigrations` of libs/intake creates: a row of it stands for one event. */
  ledger: boolean;
  /**
   * For a service that counted its events before there were counters: a query for `about` (uuid) and `last`, the number
   * of the last event about it. The counters go on from there, also while an older release counts on beside this one.
   */
  storedSequences?: string;
}

/**
 * The tables every service has for its messages: outbox, counters, inbox, parked. They come first among
 * the service's own migrations.
 */
export function messagingMigrations(schema: string, options: MessagingTables): MigrationClass[] {
  const tables = migration('Messaging1763700000000', [
    // `value` is published byte for byte. Rows live for milliseconds: vacuum early.
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
  // The complaint of a ledger row was the first event about it.
  const ledgerSequences = `SELECT id AS about, 1 AS last FROM ${schema}.ledger`;
  const stored = [options.ledger ? ledgerSequences : undefined, options.storedSequences].filter(
    (sql) => sql !== undefined,
  );
  const none = 'SELECT NULL::uuid AS about, 0 AS last WHERE false';
  const order = migration('EventOrder1764100000000', [
    // `taken` is how many numbers the newest transaction took.
    `CREATE TABLE ${schema}.sequences (
       subject text COLLATE "C" PRIMARY KEY,
       last bigint NOT NULL,
       taken integer NOT NULL
     ) WITH (fillfactor = 90)`,
    `CREATE VIEW ${schema}.stored_sequences AS ${stored.length > 0 ? stored.join(' UNION ALL ') : none}`,
    // The processes that own outbox rows, each until it has not renewed its line for four seconds.
    `CREATE TABLE ${schema}.instances (id uuid PRIMARY KEY, alive_until timestamptz NOT NULL) WITH (fillfactor = 50)`,
    // Rows that an older release inserts have no owner, and get a position all the same.
    `ALTER TABLE ${schema}.outbox ADD COLUMN owner uuid, ADD COLUMN position bigint GENERATED ALWAYS AS IDENTITY`,
    `CREATE INDEX outbox_position ON ${schema}.outbox (position)`,
    `CREATE INDEX outbox_key_order ON ${schema}.outbox (topic, key, position)`,
  ]);
  // A topic that is deleted and made anew begins again at offset 0: another event at the offset of a parked one must
  // not be taken for it. The digest stays when an event is dropped, so that it is not parked again. Older releases
  // write no digest; to them, NULLS NOT DISTINCT is the constraint that they had.
  const parked = migration('ParkedDigest1764200000000', [
    `ALTER TABLE ${schema}.parked ADD COLUMN digest bytea`,
    `UPDATE ${schema}.parked SET digest = sha256(value) WHERE dropped_at IS NULL`,
    `CREATE UNIQUE INDEX parked_record ON ${schema}.parked (consumer_group, topic, partition, "offset", digest)
       NULLS NOT DISTINCT`,
    `ALTER TABLE ${schema}.parked DROP CONSTRAINT parked_consumer_group_topic_partition_offset_key`,
  ]);
  return [tables, order, parked];
}
