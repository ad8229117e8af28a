import { openDatabase } from '@redress/database';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

type Database = Awaited<ReturnType<typeof openDatabase>>;

/** What one customer received from an older version, and what is expected after the upgrade. */
export interface OldComplaint {
  name: string;
  via: 'rest' | 'form';
  key: string;
  body: { text: string; customer: Record<string, string> };
  accepted: { id: string; number: string; code: string; trackingUrl: string };
  email: string;
  /** The Message-ID of the older version, whether or not the mail was sent. */
  messageId: string;
  /** `due`: not sent yet; `due-again`: the outcome is unknown, so it must be sent again. */
  mail: 'sent' | 'due' | 'due-again' | 'failed' | 'suppressed' | 'none' | 'preview' | 'preview-due';
  outcome: 'assigned' | 'approval-needed' | 'triage-needed' | 'set-aside';
  /** The last response of tracking, for complaints that were finished. */
  progress?: { number: string; events: { at: string; step: string }[] };
}

/** A row of an outbox, with its schema. */
export interface OutboxRow {
  schema: string;
  eventId: string;
  topic: string;
  key: string;
  refused: string | null;
}

export interface OldInstallation {
  /** Secrets, public address and sender of the mails. */
  variables: Record<string, string>;
  complaints: OldComplaint[];
  database: Database;
  complaint(name: string): OldComplaint;
  /** The rows in the outboxes of all services. */
  outboxes(): Promise<OutboxRow[]>;
}

const folder = new URL('../../../../deploy/test/upgrade/', import.meta.url);
const schemas = ['intake_form', 'routing', 'notifier'];
/** Longer than any pause between two attempts in the dump, so that everything that waits is due. */
const downForMs = 90_000;
const dayMs = 86_400_000;

/**
 * Restores the dump of an older version into an empty database, as if its processes had been killed 90 seconds ago. All
 * times in the dump, including those inside events, are moved by the same amount. Close `database` before the database
 * is dropped.
 */
export async function restoreOldInstallation(databaseUrl: string, version = '7ed6e5d'): Promise<OldInstallation> {
  const [sql, json] = await Promise.all(
    ['sql', 'json'].map((extension) => readFile(fileURLToPath(new URL(`${version}.${extension}`, folder)), 'utf8')),
  );
  const dumpedAt = Date.parse((JSON.parse(json!) as { dumpedAt: string }).dumpedAt);
  const moveBy = Date.now() - downForMs - dumpedAt;
  const daysBetween = Math.floor(Date.now() / dayMs) - Math.floor(dumpedAt / dayMs);
  const lines = sql!
    .split('\n')
    .map((line) =>
      line.startsWith('CREATE TABLE transport.log_') ? movedDays(line, daysBetween) : movedTimes(line, moveBy),
    );
  const database = await openDatabase({ url: databaseUrl, applicationName: 'upgrade spec', poolSize: 3 });
  await database.query(lines.join('\n'));
  const { variables, complaints } = JSON.parse(movedTimes(json!, moveBy)) as Pick<
    OldInstallation,
    'variables' | 'complaints'
  >;
  return {
    variables,
    complaints,
    database,
    complaint: (name) => complaints.find((complaint) => complaint.name === name)!,
    outboxes: async () => {
      const ofSchema = (schema: string) =>
        `SELECT '${schema}' AS schema, event_id AS "eventId", topic, key, refused FROM ${schema}.outbox`;
      return database.query<OutboxRow[]>(`${schemas.map(ofSchema).join(' UNION ALL ')} ORDER BY 2`);
    },
  };
}

/** The log's tables per day: those of the dump are for its day and the two days after it. */
function movedDays(line: string, days: number): string {
  return line.replace(/\d{4}-?\d\d-?\d\d/g, (written) => {
    const [, year, month, day] = /(\d{4})-?(\d\d)-?(\d\d)/.exec(written)!;
    const moved = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)) + days * dayMs)
      .toISOString()
      .slice(0, 10);
    return written.includes('-') ? moved : moved.replaceAll('-', '');
  });
}

/** Moves times in the formats of PostgreSQL (UTC; fractions of a millisecond are kept) and of events. */
function movedTimes(line: string, ms: number): string {
  const moved = (text: string) => new Date(Date.parse(text) + ms).toISOString();
  return line
    .replace(
      /'(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00'/g,
      (_, day: string, time: string, fraction = '') => {
        const digits = fraction.padEnd(6, '0');
        return `'${moved(`${day}T${time}.${digits.slice(0, 3)}Z`)
          .replace('T', ' ')
          .slice(0, -1)}${digits.slice(3)}+00'`;
      },
    )
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, moved);
}
