import { hash } from 'node:crypto';
import { complaintReceived, type ComplaintAccepted, type Installation, type Language, type SubmitComplaint } from '@redress/contracts';
import type { Intake } from '@redress/messaging';
import type { PolicyStore } from '@redress/policy';
import type { DataSource } from 'typeorm';
import type { RequestLimits } from '../limits/request-limits.js';
import { TooMany } from '../limits/too-many.js';
import { withinASecond } from '../limits/within-a-second.js';
import { canonicalBody, cleanBody } from './clean-body.rules.js';
import { canonicalMailbox } from './contact.rules.js';
import { FieldsRefused } from './field-problem.js';
import { complaintOf, normalizeForm } from './normalize-form.rules.js';

export interface Submission {
  /** Idempotency-Key or `PageKeys`: the same key and body are one complaint. The reference in the ledger. */
  key: string;
  body: unknown;
  /** Used if the body names no language. */
  language: Language;
  traceparent?: string | undefined;
}

/** Accepts a complaint, from REST and from our own pages. */
export class SubmitComplaintWork {
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(
    private readonly intake: Intake,
    private readonly dataSource: DataSource,
    private readonly installation: Installation,
    private readonly policies: PolicyStore,
    private readonly limits: RequestLimits,
    private readonly publicUrl: string,
    private readonly now: () => Date,
  ) {}

  /**
   * Stores the complaint once, however often it is sent. Resolves after it is committed.
   * @throws FieldsRefused, TooMany, ReferenceConflict (the key stands for another body), StoreUnavailable
   */
  async submit({ key, body, language, traceparent }: Submission): Promise<ComplaintAccepted> {
    this.limits.takeDraft(key);
    const receivedAt = this.now();
    const cleaned = cleanBody(body);
    const normalized = normalizeForm(cleaned, receivedAt);
    if (!normalized.ok) throw new FieldsRefused(normalized.problems);
    const id = this.installation.complaintId(`form:${key}:${hash('sha256', canonicalBody(cleaned))}`);
    const number = this.installation.numberOf(id);

    let stored = this.underWay.get(id);
    if (!stored) {
      stored = this.store(id, number, key, normalized.complaint, receivedAt, language, traceparent).finally(() => this.underWay.delete(id));
      this.underWay.set(id, stored);
    }
    await stored;
    return { id, number, code: this.installation.codeOf(id), trackingUrl: `${this.publicUrl}/t/${this.installation.linkToken(id)}` };
  }

  /** The id of the complaint that is stored under a key. @throws DatabaseUnavailable */
  private async storedUnder(key: string): Promise<string | undefined> {
    const rows: { id: string }[] = await withinASecond(() => this.dataSource.query('SELECT id FROM intake_form.ledger WHERE reference = $1', [key]));
    return rows[0]?.id;
  }

  private async store(
    id: string,
    number: string,
    key: string,
    complaint: SubmitComplaint,
    receivedAt: Date,
    language: Language,
    traceparent: string | undefined,
  ): Promise<void> {
    const { phone, email } = complaint.customer;
    const contacts = [phone, email && canonicalMailbox(email)].filter((contact) => contact !== undefined);
    if ((await this.countContacts(contacts, key, id)) === 'already-accepted') return;
    const noticeVersion = this.policies.current.operator.privacyNotice.version;
    const data = complaintOf(complaint, { number, receivedAt, language, noticeVersion });
    let fresh = false;
    try {
      const acceptance = await this.intake.accept({
        id,
        reference: key,
        number,
        channel: 'form',
        receivedAt: data.receivedAt,
        event: { definition: complaintReceived, subject: id, data, ...(traceparent && { traceparent }) },
      });
      fresh = acceptance === 'accepted';
    } finally {
      if (!fresh) this.limits.giveBackContacts(contacts);
    }
  }

  /** A repeated request for a stored complaint is answered even if its contact has reached the limit. */
  private async countContacts(contacts: string[], key: string, id: string): Promise<'counted' | 'already-accepted'> {
    try {
      this.limits.takeContacts(contacts);
      return 'counted';
    } catch (error) {
      if (error instanceof TooMany && (await this.storedUnder(key)) === id) return 'already-accepted';
      throw error;
    }
  }
}
