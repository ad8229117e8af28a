import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The schema that carries events where there is no Kafka. It is a transport and no record: services keep their own
 * tables.
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
  // One counter per partition, taken in the publisher's own short transaction: the order of commits is the order of
  // offsets.
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
  // Who reads a partition for a group, until when, and how far. The epoch is carried by every change of the offset.
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
