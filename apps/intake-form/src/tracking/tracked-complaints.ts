import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation, ProgressStep } from '@redress/contracts';
import { isUnreachable } from '@redress/database';
import type { DataSource } from 'typeorm';
import { withinASecond } from '../limits/within-a-second.js';
import type { Tracked, TrackedStep } from './tracked-complaint.js';

interface Row {
  id: string;
  number: string | null;
  received_at: Date | null;
  outcome: ProgressStep | null;
  category: string | null;
  department: string | null;
  first_contact_by: Date | null;
  due_at: Date | null;
  confirmed_at: Date | null;
  confidential: boolean | null;
  danger: boolean | null;
  steps: { step: ProgressStep; at: string; department: string | null; contactBy: string | null; dueAt: string | null; over: string | null }[];
}

/** More receipts than this do not wait for their decision at the same time: a rush must not turn into a rush of questions to the database. */
const mostWaiting = 50;

/** Reads how complaints stand. What this intake has accepted is known at once, before any event has come back. */
export class TrackedComplaints {
  private waiting = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly installation: Installation,
  ) {}

  /**
   * For a complaint whose link is valid: what is known of it, at least that it was received. `now` stands in for the time of receipt
   * where neither ledger nor tracking has it yet.
   */
  async byId(id: string, now: Date): Promise<Tracked> {
    const rows: Row[] = await this.dataSource.query(
      `SELECT wanted.id, coalesce(ledger.number, tracked.number) AS number, coalesce(ledger.received_at, tracked.received_at) AS received_at,
         outcome, category, department, first_contact_by, due_at, confirmed_at, confidential, danger,
         coalesce((SELECT json_agg(json_build_object('step', step, 'at', at, 'department', steps.department, 'contactBy', contact_by, 'dueAt', steps.due_at, 'over', steps.over)
            ORDER BY at DESC, writer DESC, sequence DESC) FROM intake_form.steps WHERE steps.complaint_id = wanted.id), '[]') AS steps
       FROM (VALUES ($1::uuid)) AS wanted (id)
       LEFT JOIN intake_form.ledger ON ledger.id = wanted.id
       LEFT JOIN intake_form.tracked ON tracked.complaint_id = wanted.id`,
      [id],
    );
    return this.read(rows[0], id, now);
  }

  /** The complaint with this number and code, compared in constant time, whether or not there is such a number. */
  async idByCode(number: string, code: string): Promise<string | undefined> {
    const rows: { id: string }[] = await this.dataSource.query(
      `SELECT id FROM intake_form.ledger WHERE number = $1 UNION SELECT complaint_id FROM intake_form.tracked WHERE number = $1 LIMIT 10`,
      [number],
    );
    const candidates = rows.length > 0 ? rows.map(({ id }) => id) : ['00000000-0000-0000-0000-000000000000'];
    const matching = candidates.filter((id) => this.installation.codeMatches(id, code));
    return rows.length > 0 ? matching[0] : undefined;
  }

  /**
   * The same as byId, and waits a little for the first decision. Throws DatabaseUnavailable where the database does not answer within a second;
   * where it stops answering while we wait, what is known by then.
   */
  async onceDecided(id: string, now: () => Date, waitMs: number): Promise<Tracked> {
    const until = performance.now() + waitMs;
    let tracked = await withinASecond(() => this.byId(id, now()));
    if (tracked.outcome || this.waiting >= mostWaiting) return tracked;
    this.waiting++;
    try {
      for (let pause = 40; !tracked.outcome && performance.now() + pause < until; pause = Math.min(pause * 1.5, 150)) {
        await sleep(pause);
        tracked = await withinASecond(() => this.byId(id, now()), until - performance.now());
      }
    } catch (error) {
      if (!isUnreachable(error)) throw error;
    } finally {
      this.waiting--;
    }
    return tracked;
  }

  private read(row: Row | undefined, id: string, now: Date): Tracked {
    const steps: TrackedStep[] = (row?.steps ?? []).map(({ step, at, department, contactBy, dueAt, over }) => ({
      step,
      at: new Date(at),
      department: department ?? undefined,
      contactBy: contactBy === null ? undefined : new Date(contactBy),
      dueAt: dueAt === null ? undefined : new Date(dueAt),
      over: over ?? undefined,
    }));
    const receivedAt = row?.received_at ?? steps.at(-1)?.at ?? now;
    if (!steps.some(({ step }) => step === 'received')) steps.push({ step: 'received', at: receivedAt });
    return {
      id,
      number: row?.number ?? this.installation.numberOf(id),
      receivedAt,
      outcome: row?.outcome ?? undefined,
      category: row?.category ?? undefined,
      department: row?.department ?? undefined,
      firstContactBy: row?.first_contact_by ?? undefined,
      dueAt: row?.due_at ?? undefined,
      confirmedAt: row?.confirmed_at ?? undefined,
      confidential: row?.confidential ?? false,
      danger: row?.danger ?? false,
      steps,
    };
  }
}
