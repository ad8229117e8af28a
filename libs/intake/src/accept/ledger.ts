import { Injectable, type OnModuleInit } from '@nestjs/common';
import { jsonColumn, poolOf, prepared } from '@redress/database';
import { Outbox, relayAfter, type OutboxRow, type Transaction } from '@redress/messaging';
import { DataSource } from 'typeorm';
import type { PreparedComplaint, PreparedMessage } from './prepare.js';

/** A complaint with its finished event. */
export interface LedgerRow {
  complaint: PreparedComplaint;
  event: OutboxRow;
}

/** A complaint that this service has accepted. */
export interface KnownComplaint {
  id: string;
  number: string;
  receivedAt: Date;
}

/**
 * Everything that this service has accepted, by id and by reference: complaints, and messages about complaints (with
 * `complaint_id`). A message has no number here, because instances of older releases look complaints up by number.
 */
@Injectable()
export class Ledger implements OnModuleInit {
  private readonly schema: string;

  constructor(
    private readonly dataSource: DataSource,
    outbox: Outbox,
  ) {
    this.schema = outbox.schema;
  }

  /** Throws where the service's migrations do not contain `intakeMigrations`. */
  async onModuleInit(): Promise<void> {
    const [row]: { exists: boolean }[] = await this.dataSource.query(
      `SELECT to_regclass('${this.schema}.sealed') IS NOT NULL AS exists`,
    );
    if (!row?.exists) throw new Error(`A channel needs intakeMigrations('${this.schema}') among its migrations.`);
  }

  /**
   * Stores complaints and their events in one statement, each unless its id or reference is known. Returns the ids of
   * the events that were stored.
   *
   * Two statements that bring the same arrivals lock the unique keys in the same order: that of the references. The id
   * is made from the reference, so equal ids stand at equal places.
   */
  async insertComplaints(rows: readonly LedgerRow[], owner: string | null): Promise<Set<string>> {
    const column = <T>(read: (row: LedgerRow) => T): T[] => rows.map(read);
    const sealed = rows.filter(({ complaint }) => complaint.sealed);
    const stored = await prepared<{ event_id: string }>(
      poolOf(this.dataSource),
      sealed.length > 0 ? this.statement(this.sealing) : this.statement(''),
      [
        column(({ complaint }) => complaint.id),
        column(({ complaint }) => complaint.reference),
        column(({ complaint }) => complaint.number),
        column(({ complaint }) => complaint.channel),
        column(({ complaint }) => complaint.receivedAt),
        column(({ event }) => event.eventId),
        column(({ event }) => event.topic),
        jsonColumn(column(({ event }) => event.value)),
        owner,
        column(({ complaint: { contactKeys } }) => (contactKeys.length > 0 ? `{${contactKeys.join(',')}}` : null)),
        ...(sealed.length > 0
          ? [sealed.map(({ complaint }) => complaint.id), sealed.map(({ complaint }) => complaint.sealed)]
          : []),
      ],
    );
    return new Set(stored.map((row) => row.event_id));
  }

  /** Stores a message unless its id or reference is known. Returns whether it was stored. */
  async insertMessage(message: PreparedMessage, tx: Transaction): Promise<boolean> {
    const { id, reference, channel, receivedAt, complaintId, sealed } = message;
    const stored = await tx.query(
      `INSERT INTO ${this.schema}.ledger (id, reference, number, channel, received_at, complaint_id)
       VALUES ($1, $2, '', $3, $4, $5) ON CONFLICT DO NOTHING RETURNING id`,
      [id, reference, channel, receivedAt, complaintId],
    );
    if (stored.length === 0) return false;
    if (sealed)
      await tx.query(
        `INSERT INTO ${this.schema}.sealed (id, complaint_id, original) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
        [id, complaintId, sealed],
      );
    return true;
  }

  /** The ids that references stand for, those of complaints and of messages. */
  async idsUnder(references: readonly string[]): Promise<Map<string, string>> {
    const rows: { reference: string; id: string }[] = await this.dataSource.query(
      `SELECT reference, id FROM ${this.schema}.ledger WHERE reference = ANY($1::text[])`,
      [references],
    );
    return new Map(rows.map(({ reference, id }) => [reference, id]));
  }

  /** The complaint with this id, if this service has accepted it. */
  async find(id: string): Promise<KnownComplaint | undefined> {
    const rows: KnownComplaint[] = await this.dataSource.query(
      `SELECT id, number, received_at AS "receivedAt" FROM ${this.schema}.ledger
        WHERE id = $1 AND complaint_id IS NULL`,
      [id],
    );
    return rows[0];
  }

  /** The ids of accepted complaints with this number, at most `limit`. */
  async idsByNumber(number: string, limit: number): Promise<string[]> {
    const rows: { id: string }[] = await this.dataSource.query(
      `SELECT id FROM ${this.schema}.ledger WHERE number = $1 AND complaint_id IS NULL LIMIT $2`,
      [number, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** The complaints that were made under a contact (`Installation.contactKey`), newest first, at most `limit`. */
  async complaintsOf(contactKey: string, limit: number): Promise<KnownComplaint[]> {
    return this.dataSource.query(
      `SELECT id, number, received_at AS "receivedAt" FROM ${this.schema}.ledger
        WHERE contact_keys @> ARRAY[$1::uuid] AND complaint_id IS NULL ORDER BY received_at DESC, id LIMIT $2`,
      [contactKey, limit],
    );
  }

  private get sealing(): string {
    return `, sealing AS (
         INSERT INTO ${this.schema}.sealed (id, complaint_id, original)
         SELECT id, id, original FROM unnest($11::uuid[], $12::bytea[]) AS sealed (id, original)
           JOIN accepted USING (id) ON CONFLICT DO NOTHING
       )`;
  }

  private statement(sealing: string): string {
    return `WITH arrival AS (
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::uuid[], $7::text[],
             string_to_array($8, E'\\x1e'), $10::text[])
           AS arrival (id, reference, number, channel, received_at, event_id, topic, value, contact_keys)
       ), accepted AS (
         INSERT INTO ${this.schema}.ledger (id, reference, number, channel, received_at, contact_keys)
         SELECT id, reference, number, channel, received_at, contact_keys::uuid[]
           FROM arrival ORDER BY reference COLLATE "C", id
         ON CONFLICT DO NOTHING RETURNING id
       )${sealing}
       INSERT INTO ${this.schema}.outbox (event_id, topic, key, value, owner, relay_after)
       SELECT event_id, topic, id::text, value, $9::uuid, ${relayAfter('$9')} FROM arrival JOIN accepted USING (id)
       RETURNING event_id`;
  }
}
