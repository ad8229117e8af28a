import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Installation } from '@redress/contracts';
import { isUnreachable } from '@redress/database';
import { Ledger, withinASecond, type KnownComplaint } from '@redress/intake';
import { Clock } from '@redress/runtime';
import { DataSource, type Repository } from 'typeorm';
import { TrackedComplaint, type TrackedStep } from './entities.js';
import type { ShownStep, Tracked } from './tracked-complaint.js';

/** At most this many receipts wait for their decision at once: a rush must not become a rush of database queries. */
const mostWaiting = 50;
/** How many complaints with the same number are considered. Two are rare. */
const mostCandidates = 10;
const nobody = '00000000-0000-0000-0000-000000000000';

/** Reads how complaints stand. What this intake has accepted is known at once, before any event has come back. */
@Injectable()
export class TrackedComplaints {
  private readonly complaints: Repository<TrackedComplaint>;
  private waiting = 0;

  constructor(
    dataSource: DataSource,
    private readonly ledger: Ledger,
    private readonly installation: Installation,
    private readonly clock: Clock,
  ) {
    this.complaints = dataSource.getRepository(TrackedComplaint);
  }

  /**
   * For a complaint whose link is valid: what is known of it, at least that it was received. The current time stands in
   * for the time of receipt where neither tracking nor the ledger has it yet.
   */
  async byId(id: string): Promise<Tracked> {
    // One statement: `findOne` would need two, because of the relation.
    const [tracked] = await this.complaints.find({
      where: { id },
      relations: { steps: true },
      order: { steps: { at: 'DESC', writer: 'DESC', sequence: 'DESC' } },
    });
    const accepted = tracked?.number && tracked.receivedAt ? undefined : await this.ledger.find(id);
    return this.shown(id, tracked, accepted);
  }

  /** The complaint with this number and code, compared in constant time, whether or not there is such a number. */
  async idByCode(number: string, code: string): Promise<string | undefined> {
    const [accepted, tracked] = await Promise.all([
      this.ledger.idsByNumber(number, mostCandidates),
      this.complaints.find({ select: { id: true }, where: { number }, take: mostCandidates }),
    ]);
    const known = [...new Set([...accepted, ...tracked.map(({ id }) => id)])];
    const matching = (known.length > 0 ? known : [nobody]).filter((id) => this.installation.codeMatches(id, code));
    return known.length > 0 ? matching[0] : undefined;
  }

  /**
   * The same as byId, and waits up to `waitMs` for the first decision. Where the database stops answering while it
   * waits, it returns what is known by then.
   *
   * @throws DatabaseUnavailable where the database does not answer within a second
   */
  async onceDecided(id: string, waitMs: number): Promise<Tracked> {
    const until = performance.now() + waitMs;
    let tracked = await withinASecond(() => this.byId(id));
    if (tracked.outcome || this.waiting >= mostWaiting) return tracked;
    this.waiting++;
    try {
      for (let pause = 40; !tracked.outcome && performance.now() + pause < until; pause = Math.min(pause * 1.5, 150)) {
        await sleep(pause);
        tracked = await withinASecond(() => this.byId(id), until - performance.now());
      }
    } catch (error) {
      if (!isUnreachable(error)) throw error;
    } finally {
      this.waiting--;
    }
    return tracked;
  }

  private shown(id: string, tracked: TrackedComplaint | undefined, accepted: KnownComplaint | undefined): Tracked {
    const steps = (tracked?.steps ?? []).map(shownStep);
    const receivedAt = accepted?.receivedAt ?? tracked?.receivedAt ?? steps.at(-1)?.at ?? this.clock.now();
    if (!steps.some(({ step }) => step === 'received')) steps.push({ step: 'received', at: receivedAt });
    return {
      id,
      number: accepted?.number ?? tracked?.number ?? this.installation.numberOf(id),
      receivedAt,
      outcome: tracked?.outcome ?? undefined,
      category: tracked?.category ?? undefined,
      department: tracked?.department ?? undefined,
      firstContactBy: tracked?.firstContactBy ?? undefined,
      dueAt: tracked?.dueAt ?? undefined,
      confirmedAt: tracked?.confirmedAt ?? undefined,
      answeredAt: tracked?.answeredAt ?? undefined,
      confidential: tracked?.confidential ?? false,
      danger: tracked?.danger ?? false,
      steps,
    };
  }
}

function shownStep({ step, at, department, contactBy, dueAt, over, told }: TrackedStep): ShownStep {
  return {
    step,
    at,
    department: department ?? undefined,
    contactBy: contactBy ?? undefined,
    dueAt: dueAt ?? undefined,
    over: over ?? undefined,
    told: told ?? undefined,
  };
}
