import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The schema that transports events if there is no Kafka. It is a transport, not a system of record: services keep
 * their own tables.
 */
export const transportSchema = 'transport';

class CreateTransport1763700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }
  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}

const statements = [
  // One counter per partition. It is incremented in the publisher's short transaction, so offsets have the order of the
  // commits.
  `CREATE TABLE transport.partitions (
     topic text COLLATE "C" NOT NULL,
     partition integer NOT NULL,
     next_offset bigint NOT NULL DEFAULT 0,
     PRIMARY KEY (topic, partition)
   ) WITH (fillfactor = 50, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0)`,
  `CREATE TABLE transport.log (
     topic text COLLATE "C" NOT NULL,
     partition integer NOT NULL,
     "offset" bigint NOT NULL,
     key text NOT NULL,
     value text NOT NULL,
     at timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (topic, partition, "offset", at)
   ) PARTITION BY RANGE (at)`,
  `CREATE TABLE transport.log_other PARTITION OF transport.log DEFAULT`,
  // The owner of a partition in a group, the end of its lease, and the offset. Every change of the offset checks the
  // epoch.
  `CREATE TABLE transport.readers (
     consumer_group text COLLATE "C" NOT NULL,
     topic text COLLATE "C" NOT NULL,
     partition integer NOT NULL,
     done_offset bigint NOT NULL DEFAULT -1,
     owner uuid,
     epoch bigint NOT NULL DEFAULT 0,
     lease_until timestamptz NOT NULL DEFAULT '-infinity',
     PRIMARY KEY (consumer_group, topic, partition)
   ) WITH (fillfactor = 50, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0)`,
  `CREATE TABLE transport.members (
     consumer_group text COLLATE "C" NOT NULL,
     topic text COLLATE "C" NOT NULL,
     member uuid NOT NULL,
     seen_at timestamptz NOT NULL,
     PRIMARY KEY (consumer_group, topic, member)
   )`,
];

export const transportMigrations = [CreateTransport1763700000000];
