import { KafkaTransport, PostgresTransport } from '@redress/messaging';
import { createLogger } from '@redress/runtime';
import { startMailSink, type MailSink, type TestPostgres } from '@redress/testing';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startAllInOne, type AllInOne } from '../start-all-in-one.js';
import { restoreOldInstallation, type OldComplaint, type OldInstallation, type OutboxRow } from './old-installation.js';
import { WatchedTopics } from './watched-topics.js';

const cli = join(import.meta.dirname, '../../../cli/dist/main.js');
export const watched = [
  'intake.complaints',
  'routing.decisions',
  'notifier.deliveries',
  'queue.field-service',
  'queue.marketing',
];

/** The current services on the restored database of an older version, with a mail server that keeps its mails. */
export interface Upgraded {
  old: OldInstallation;
  running: AllInOne;
  /** The URL of the preview mailbox. */
  mailbox: string;
  sink: MailSink;
  topics: WatchedTopics;
  /** The rows in the outboxes before the start. */
  waiting: OutboxRow[];
  /** A request to the customers' port. */
  get(path: string, secret?: string): Promise<Response>;
  /** Submits the complaint again with its key; with another text if `text` is given. */
  submitAgain(complaint: OldComplaint, text?: string): Promise<Response>;
  /** Runs a command of the operator CLI and returns its output. */
  redress(...words: string[]): Promise<string>;
  stop(): Promise<void>;
}

/** `beforeStart` is called with the restored database before any service uses it. */
export async function upgrade(
  postgres: TestPostgres,
  { brokers, beforeStart }: { brokers?: string; beforeStart?: (old: OldInstallation) => Promise<void> } = {},
): Promise<Upgraded> {
  const databaseUrl = await postgres.freshDatabase();
  const old = await restoreOldInstallation(databaseUrl);
  const waiting = await old.outboxes();
  await beforeStart?.(old);
  const sink = await startMailSink();
  const transport = brokers ? { KAFKA_BROKERS: brokers } : {};
  const environment = {
    ...old.variables,
    ...transport,
    DATABASE_URL: databaseUrl,
    TOPIC_PARTITIONS: '2',
    LOG_LEVEL: 'silent',
    FORM_PER_ADDRESS: '1000000',
  };
  const running = await startAllInOne({
    environment: { ...environment, PORT: '0', STAFF_PORT: '0', OPS_PORT: '0', SMTP_URL: sink.url },
    terminal: false,
    print: () => undefined,
  });
  const log = createLogger({ level: 'silent' });
  const topics = new WatchedTopics(
    brokers
      ? new KafkaTransport({ brokers, clientId: 'upgrade-spec' }, log)
      : await PostgresTransport.open(databaseUrl, log),
  );
  topics.watch(...watched);
  const { opsUrl, staffUrl } = running as unknown as Partial<Record<string, string>>;
  const mailbox = `${opsUrl ?? staffUrl}/mailbox`;
  const get = (path: string, secret?: string) =>
    fetch(`${running.publicUrl}${path}`, secret ? { headers: { authorization: `Bearer ${secret}` } } : {});
  return {
    ...{ old, running, mailbox, sink, topics, waiting, get },
    submitAgain: ({ key, body }, text = body.text) =>
      fetch(`${running.publicUrl}/api/complaints`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ ...body, text }),
      }),
    redress: async (...words) =>
      (await promisify(execFile)(process.execPath, [cli, ...words], { env: { ...process.env, ...environment } }))
        .stdout,
    stop: async () => {
      await topics.close();
      await running.stop();
      await sink.stop();
      await old.database.destroy();
    },
  };
}
