import { hash } from 'node:crypto';
import { complaintReceived, type ComplaintAccepted, type Installation, type Language, type SubmitComplaint } from '@redress/contracts';
import type { Intake } from '@redress/messaging';
import type { PolicyStore } from '@redress/policy';
import type { DataSource } from 'typeorm';
import type { RequestLimits } from '../limits/request-limits.js';
import { TooMany } from '../limits/too-many.js';
import { withinASecond } from '../limits/within-a-second.js';
import { canonicalBody, cleanBody } from './clean-body.rules.js';
import { FieldsRefused } from './field-problem.js';
import { complaintOf, normalizeForm } from './normalize-form.rules.js';

export interface Submission {
  /** Names the draft: the same key and body are one complaint. */
  key: string;
  body: unknown;
  /** Where the body names no language. */
  language: Language;
  traceparent?: string | undefined;
}

/** What a complaint goes through before the answer "accepted", whether it comes as JSON or from our own pages. */
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

  /** Throws FieldsRefused, TooMany, ReferenceConflict (another body under this key), StoreUnavailable. */
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

  /** The complaint that a draft has already become. Throws DatabaseUnavailable. */
  async complaintOfDraft(key: string): Promise<string | undefined> {
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
    const contacts = [complaint.customer.phone, complaint.customer.email?.toLowerCase()].filter((contact) => contact !== undefined);
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
        event: { definition: complaintReceived, subject: id, sequence: 1, data, ...(traceparent && { traceparent }) },
      });
      fresh = acceptance === 'accepted';
    } finally {
      if (!fresh) this.limits.giveBackContacts(contacts);
    }
  }

  /** A repeated send of what we already have is answered however many complaints its contact has had. */
  private async countContacts(contacts: string[], key: string, id: string): Promise<'counted' | 'already-accepted'> {
    try {
      this.limits.takeContacts(contacts);
      return 'counted';
    } catch (error) {
      if (error instanceof TooMany && (await this.complaintOfDraft(key)) === id) return 'already-accepted';
      throw error;
    }
  }
}
