import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalMailbox, type ComplaintAccepted, type Language, type SubmitComplaint } from '@redress/contracts';
import { canonicalBody, cleanBody, Intake, TooMany, type ComplaintArrival, type Identity } from '@redress/intake';
import { PolicyStore } from '@redress/policy';
import { Clock } from '@redress/runtime';
import { FieldsRefused } from '../answers/field-problem.js';
import { FormConfig } from '../config.js';
import { FormLimits } from '../limits/form-limits.js';
import { complaintOf, normalizeForm } from './normalize-form.rules.js';

export interface Submission {
  /** Idempotency-Key or `PageKeys`: the same key and body are one complaint. The reference in the ledger. */
  key: string;
  body: unknown;
  /** Used if the body names no language. */
  language: Language;
  traceparent?: string | undefined;
}

/** Accepts complaints, from REST and from our own pages. */
@Injectable()
export class Submissions {
  private readonly underWay = new Map<string, Promise<string>>();

  constructor(
    private readonly intake: Intake,
    private readonly policies: PolicyStore,
    private readonly limits: FormLimits,
    private readonly config: FormConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores the complaint once, however often it is sent. Resolves after it is committed.
   * @throws FieldsRefused, TooMany, ReferenceConflict (the key stands for another body), StoreUnavailable
   */
  async submit({ key, body, language, traceparent }: Submission): Promise<ComplaintAccepted> {
    this.limits.takeReference(key);
    const receivedAt = this.clock.now();
    const cleaned = cleanBody(body);
    const normalized = normalizeForm(cleaned, receivedAt);
    if (!normalized.ok) throw new FieldsRefused(normalized.problems);
    const identity = { reference: key, content: hash('sha256', canonicalBody(cleaned)) };
    const noticeVersion = this.policies.current.operator.privacyNotice.version;
    const complaint = complaintOf(normalized.complaint, { receivedAt, language, noticeVersion });

    const id = this.intake.idOf(identity);
    let stored = this.underWay.get(id);
    if (!stored) {
      const contacts = contactsOf(normalized.complaint);
      stored = this.store({ ...identity, complaint, traceparent }, contacts).finally(() => this.underWay.delete(id));
      this.underWay.set(id, stored);
    }
    const number = await stored;
    const { code, linkToken } = this.intake.accessTo(id);
    return { id, number, code, trackingUrl: `${this.config.PUBLIC_URL}/t/${linkToken}` };
  }

  /** Returns the number. */
  private async store(arrival: ComplaintArrival, contacts: string[]): Promise<string> {
    const counted = await this.countContacts(contacts, arrival);
    let fresh = false;
    try {
      const { number, acceptance } = await this.intake.accept(arrival);
      fresh = acceptance === 'accepted';
      return number;
    } finally {
      if (counted && !fresh) this.limits.giveBackContacts(contacts);
    }
  }

  /**
   * Returns whether the request was counted. A repeated one for a stored complaint is not, and is answered even if its
   * contact has reached the limit.
   */
  private async countContacts(contacts: string[], identity: Identity): Promise<boolean> {
    try {
      this.limits.takeContacts(contacts);
      return true;
    } catch (error) {
      const known = error instanceof TooMany && (await this.intake.idUnder(identity.reference));
      if (known && known === this.intake.idOf(identity)) return false;
      throw error;
    }
  }
}

/** In one spelling each, to count them. */
function contactsOf({ customer: { phone, email } }: SubmitComplaint): string[] {
  return [phone, email && canonicalMailbox(email)].filter((contact) => contact !== undefined);
}
