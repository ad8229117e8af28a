import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The messages, the preview mailbox, and the view that reconciliation reads. */
export class CreateMessages1763800000000 implements MigrationInterface {
  readonly name = 'CreateMessages1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}

const statements = [
  `CREATE TABLE notifier.messages (
     complaint_id uuid NOT NULL,
     purpose text NOT NULL,
     id uuid NOT NULL,
     way text NOT NULL CHECK (way IN ('email', 'sms', 'preview')),
     form text NOT NULL CHECK (form IN ('mail', 'sms')),
     recipient text,
     language text NOT NULL,
     number text NOT NULL,
     facts jsonb NOT NULL,
     state text NOT NULL CHECK (state IN ('wanted', 'sending', 'sent', 'failed', 'unknown', 'suppressed')),
     reason text,
     attempt int NOT NULL DEFAULT 0,
     instance uuid,
     taken_at timestamptz,
     next_attempt_at timestamptz,
     event_sequence int NOT NULL DEFAULT 0,
     wanted_at timestamptz NOT NULL DEFAULT now(),
     done_at timestamptz,
     PRIMARY KEY (complaint_id, purpose),
     CHECK ((state = 'sending') = (instance IS NOT NULL)),
     CHECK ((state IN ('wanted', 'unknown')) = (next_attempt_at IS NOT NULL)),
     CHECK ((state IN ('sent', 'failed', 'suppressed')) = (done_at IS NOT NULL))
   ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02)`,
  // Only unfinished messages, so the index stays small: those due next, and (next_attempt_at null) those being sent.
  `CREATE INDEX messages_open ON notifier.messages (way, next_attempt_at) WHERE state IN ('wanted', 'sending', 'unknown')`,
  `CREATE TABLE notifier.previews (
     position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     id uuid NOT NULL UNIQUE,
     form text NOT NULL,
     recipient text,
     language text NOT NULL,
     number text NOT NULL,
     subject text NOT NULL,
     body_text text NOT NULL,
     body_html text,
     shown_at timestamptz NOT NULL
   )`,
  `CREATE VIEW notifier.stages AS
     SELECT complaint_id, purpose || '-wanted' AS stage, wanted_at AS at FROM notifier.messages
     UNION ALL
     SELECT complaint_id, purpose || '-' || state, done_at FROM notifier.messages WHERE done_at IS NOT NULL`,
];
