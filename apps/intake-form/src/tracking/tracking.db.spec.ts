import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  complaintAssigned,
  complaintReceived,
  complaintTriageNeeded,
  encodeEvent,
  newId,
  notificationFailed,
  notificationSent,
  workOrderChanged,
  type ComplaintProgress,
  type Decision,
  type Event,
  type WorkOrderChanged,
} from '@redress/contracts';
import { anEvent, eventually } from '@redress/testing';
import { complaint, freshPhone, post, submit, type Accepted } from '../spec/requests.js';
import { runForm, type RunningForm } from '../spec/running-form.js';

describe('how a complaint stands', () => {
  let form: RunningForm;
  beforeAll(async () => {
    form = await runForm({ environment: { FORM_PER_ADDRESS: '100000' } });
  });
  afterAll(() => form.stop());

  const accept = async () => (await (await submit(form.url, complaint())).json()) as Accepted;
  const tokenOf = ({ trackingUrl }: Accepted) => trackingUrl.slice(trackingUrl.lastIndexOf('/') + 1);
  const ask = (number: string, secret: string, language = 'zh-CN') =>
    fetch(`${form.url}/api/complaints/${number}`, {
      headers: { authorization: `Bearer ${secret}`, 'accept-language': language },
    });
  const progress = async (accepted: Accepted, language?: string) =>
    (await (await ask(accepted.number, tokenOf(accepted), language)).json()) as ComplaintProgress;
  const decision = (number: string, changes: Partial<Decision> = {}): Decision => ({
    number,
    channel: 'form',
    receivedAt: '2026-03-02T08:00:00.000Z',
    language: 'zh-CN',
    customer: {},
    kind: 'complaint',
    severity: 'minor',
    tier: 'blue',
    flags: [],
    candidates: [],
    dueAt: '2026-03-09T10:00:00.000Z',
    firstContactBy: '2026-03-03T10:00:00.000Z',
    confidential: false,
    madeBy: 'rules',
    policyHash: 'x',
    reasons: [],
    ...changes,
  });
  const assignedData = (number: string, changes: Partial<Decision> = {}) => ({
    category: 'broadband-fault',
    department: 'field-service',
    ...decision(number, changes),
  });
  const assigned = ({ id, number }: Accepted, sequence: number, changes: Partial<Decision> = {}): Event =>
    anEvent(complaintAssigned, assignedData(number, changes), { subject: id, sequence });
  const delivery = ({ id, number }: Accepted, sequence: number, at: string, failed = false): Event => {
    const data = {
      number,
      notification: newId(),
      purpose: 'acknowledgement',
      over: 'email',
      language: 'zh-CN',
      attempt: 1,
      at,
    } as const;
    return failed
      ? anEvent(notificationFailed, { ...data, reason: 'smtp-550' }, { subject: id, sequence })
      : anEvent(notificationSent, data, { subject: id, sequence });
  };
  const topicOf = ({ type }: Event) =>
    type === complaintAssigned.type ? complaintAssigned.topic : notificationSent.topic;
  /** Publishes finished events with the sequences that they have, in this order. */
  const publish = (...events: Event[]) =>
    form.transport.publish(
      events.map((event) => ({ topic: topicOf(event), key: event.subject, value: encodeEvent(event) })),
    );

  it('is known at once by link and by number with code, before any event has come back', async () => {
    const accepted = await accept();
    for (const secret of [tokenOf(accepted), accepted.code]) {
      const response = await ask(accepted.number, secret);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.json()).toMatchObject({
        number: accepted.number,
        received: expect.any(String),
        events: [{ step: 'received' }],
      });
    }
  });

  it('tells what was understood, who has it, by when, and that it was confirmed: newest first', async () => {
    const accepted = await accept();
    const { id, number } = accepted;
    await form.emit(
      {
        definition: complaintTriageNeeded,
        subject: id,
        data: decision(number, { category: 'bill', department: 'billing' }),
      },
      { definition: complaintAssigned, subject: id, data: assignedData(number) },
      {
        definition: notificationSent,
        subject: id,
        data: {
          number,
          notification: newId(),
          purpose: 'acknowledgement',
          over: 'email',
          language: 'zh-CN',
          attempt: 1,
          at: '2099-03-02T08:01:00.000Z',
        },
      },
    );
    const seen = await eventually(async () => {
      const now = await progress(accepted, 'en');
      expect(now.events.map(({ step }) => step)).toEqual(['confirmed', 'assigned', 'in-triage', 'received']);
      return now;
    });
    expect(seen).toMatchObject({
      understood: { id: 'broadband-fault' },
      department: { id: 'field-service' },
      dueAt: '2026-03-09T10:00:00.000Z',
      confirmed: '2099-03-02T08:01:00.000Z',
    });
    expect(seen.department?.name).toMatch(/[a-z]/);
    // While nobody was sure, no guess was told.
    expect(seen.events[2]).not.toHaveProperty('department');
  });

  const worked = (
    { id, number }: Accepted,
    change: WorkOrderChanged['change'],
    more: Partial<WorkOrderChanged> = {},
  ) => ({
    definition: workOrderChanged,
    subject: id,
    data: {
      ...{ workOrder: id, number, department: 'field-service', category: 'broadband-fault', confidential: false },
      ...{ change, state: 'accepted', at: '2099-03-03T08:00:00.000Z', ...more },
    } as WorkOrderChanged,
  });

  it('shows who has accepted it, the words for the customer and the released answer, and nothing internal', async () => {
    const accepted = await accept();
    const later = '2099-03-03T09:00:00.000Z';
    await form.emit(
      worked(accepted, 'accepted'),
      worked(accepted, 'progressed', { forCustomer: '明天上午上门', at: '2099-03-03T08:30:00.000Z' }),
      worked(accepted, 'progressed'),
      worked(accepted, 'refused', { reason: '不归我们' }),
      worked(accepted, 'answered', { state: 'answered' }),
      worked(accepted, 'released', { state: 'released', forCustomer: '已经修好。', at: later }),
    );
    const seen = await eventually(async () => {
      const now = await progress(accepted);
      expect(now.events.map(({ step }) => step)).toEqual(['answered', 'progressed', 'accepted', 'received']);
      return now;
    });
    expect(seen.answered).toBe(later);
    expect(seen.events.map(({ text }) => text)).toEqual(['已经修好。', '明天上午上门', undefined, undefined]);
    expect(JSON.stringify(seen)).not.toContain('不归我们');
  });

  it('tells of a confidential complaint only that it was answered', async () => {
    const accepted = await accept();
    const secret = { confidential: true, department: 'inspection', forCustomer: '收红包的师傅已停职' };
    await form.emit(
      worked(accepted, 'accepted', secret),
      worked(accepted, 'progressed', secret),
      worked(accepted, 'released', { ...secret, state: 'released' }),
    );
    await eventually(async () => expect((await progress(accepted)).answered).toBeDefined());
    const seen = await progress(accepted);
    expect(seen.events.map(({ step }) => step)).toEqual(['answered', 'received']);
    expect(JSON.stringify(seen)).not.toMatch(/inspection|红包/);
  });

  it('is not moved backwards by a decision with an older sequence that arrives later', async () => {
    const accepted = await accept();
    await publish(assigned(accepted, 5, { category: 'broadband-fault' }));
    await eventually(async () => expect((await progress(accepted)).understood?.id).toBe('broadband-fault'));
    const before = await progress(accepted);
    await publish(
      assigned(accepted, 4, { category: 'bill', department: 'billing', dueAt: '2026-01-01T00:00:00.000Z' }),
      assigned(accepted, 5, { category: 'bill' }),
    );
    const later = await accept();
    await publish(assigned(later, 1));
    await eventually(async () => expect((await progress(later)).understood).toBeDefined());
    const lags = await eventually(async () => {
      const lag = await form.transport.lag();
      expect(
        lag.filter(({ group }) => group === 'intake-form.routing.decisions').reduce((sum, one) => sum + one.lag, 0),
      ).toBe(0);
      return lag;
    });
    expect(lags.length).toBeGreaterThan(0);
    expect(await progress(accepted)).toEqual(before);
  });

  it('applies a batch about one complaint in which an older decision follows a newer one', async () => {
    const accepted = await accept();
    await publish(
      assigned(accepted, 1, { category: 'bill', department: 'billing' }),
      assigned(accepted, 3),
      assigned(accepted, 2, { category: 'refund' }),
    );
    await eventually(async () => expect((await progress(accepted)).understood?.id).toBe('broadband-fault'));
  });

  it('shows every delivery, whatever its sequence is', async () => {
    const accepted = await accept();
    await publish(delivery(accepted, 5, '2099-03-02T08:03:00.000Z'));
    await eventually(async () => expect((await progress(accepted)).confirmed).toBe('2099-03-02T08:03:00.000Z'));
    await publish(
      delivery(accepted, 1, '2099-03-02T08:02:00.000Z', true),
      delivery(accepted, 5, '2099-03-02T08:01:00.000Z'),
    );
    const seen = await eventually(async () => {
      const now = await progress(accepted);
      expect(now.events.map(({ step }) => step)).toEqual(['confirmed', 'not-confirmed', 'confirmed', 'received']);
      return now;
    });
    expect(seen.confirmed).toBe('2099-03-02T08:01:00.000Z');
  });

  it('shows neither category nor department of a confidential complaint, and does not even keep them', async () => {
    const accepted = await accept();
    await publish(
      assigned(accepted, 1, { category: 'attitude', department: 'inspection', kind: 'report', confidential: true }),
    );
    const seen = await eventually(async () => {
      const now = await progress(accepted);
      expect(now.events).toHaveLength(2);
      return now;
    });
    expect(JSON.stringify(seen)).not.toMatch(/inspection|attitude|department|understood/);
    const page = await (await fetch(`${form.url}/t/${tokenOf(accepted)}`)).text();
    const receipt = await (await fetch(`${form.url}/receipt/${tokenOf(accepted)}`)).text();
    const { name } = form.policies.current.departments.find(({ id }) => id === 'inspection')!;
    for (const html of [page, receipt]) expect(html).not.toContain(name['zh-CN']);
    expect(
      await form.dataSource.query('SELECT category, department FROM intake_form.tracked WHERE complaint_id = $1', [
        accepted.id,
      ]),
    ).toEqual([{ category: null, department: null }]);
  });

  it('knows complaints of other channels by their number, and keeps no words of them', async () => {
    const id = form.installation.complaintId('hotline:1');
    const number = form.installation.numberOf(id);
    await form.emit({
      definition: complaintReceived,
      subject: id,
      data: {
        number,
        channel: 'hotline',
        origin: 'customer',
        receivedAt: '2026-03-02T08:00:00.000Z',
        text: '独一无二的内容',
        language: 'en',
        customer: { name: '王五' },
      },
    });
    await eventually(async () => expect((await ask(number, form.installation.codeOf(id))).status).toBe(200));
    const kept = JSON.stringify([
      await form.dataSource.query('SELECT * FROM intake_form.tracked WHERE complaint_id = $1', [id]),
      await form.dataSource.query('SELECT * FROM intake_form.steps WHERE complaint_id = $1', [id]),
    ]);
    expect(kept).not.toMatch(/独一无二|王五/);
    expect(await form.dataSource.query('SELECT stage FROM intake_form.stages WHERE complaint_id = $1', [id])).toEqual([
      { stage: 'tracked-received' },
    ]);
  });

  it('says "received" for a valid link of a complaint nobody here has heard of yet', async () => {
    const id = form.installation.complaintId('mail:unheard');
    const { installation } = form;
    const response = await ask(installation.numberOf(id), installation.linkToken(id));
    expect(response.status).toBe(200);
    expect(((await response.json()) as ComplaintProgress).events.map(({ step }) => step)).toEqual(['received']);
  });

  it('gives the same answer for an unknown number, a wrong code, a foreign link and a broken number', async () => {
    const accepted = await accept();
    const other = await accept();
    const unknown = form.installation.numberOf(newId());
    const wrong = accepted.code === '000000' ? '000001' : '000000';
    const answers = await Promise.all([
      ask(accepted.number, wrong),
      ask(unknown, accepted.code),
      ask(accepted.number, tokenOf(other)),
      ask('1234567890123456', '123456'),
      ask(accepted.number, `${tokenOf(accepted)}x`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect((await fetch(`${form.url}/api/complaints/${accepted.number}?code=${accepted.code}`)).status).toBe(401);
  });

  /** Works while a table is locked, as it looks to those who wait when the database hangs. */
  async function whileLocked(table: string, work: () => Promise<void>): Promise<void> {
    const locking = form.dataSource.createQueryRunner();
    await locking.startTransaction();
    try {
      await locking.query(`LOCK TABLE intake_form.${table} IN ACCESS EXCLUSIVE MODE`);
      await work();
    } finally {
      await locking.rollbackTransaction();
      await locking.release();
    }
  }
  const expectUnavailable = async (asked: () => Promise<Response>) => {
    const began = performance.now();
    const response = await asked();
    expect(performance.now() - began).toBeLessThan(1_200);
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  };

  it('is refused within a second, with Retry-After, while the database hangs', async () => {
    const accepted = await accept();
    const token = tokenOf(accepted);
    await whileLocked('tracked', async () => {
      await expectUnavailable(() => fetch(`${form.url}/t/${token}`));
      await expectUnavailable(() => fetch(`${form.url}/receipt/${token}`));
      await expectUnavailable(() => ask(accepted.number, token));
      await expectUnavailable(() => ask(accepted.number, accepted.code));
    });
    await whileLocked('code_tries', () =>
      expectUnavailable(() => post(`${form.url}/track`, { number: accepted.number, code: accepted.code })),
    );
    expect((await fetch(`${form.url}/t/${token}`)).status).toBe(200);
  });

  it('is still shown on the receipt when the database begins to hang while that waits for the decision', async () => {
    const token = tokenOf(await accept());
    const began = performance.now();
    const receipt = fetch(`${form.url}/receipt/${token}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
    await whileLocked('tracked', async () => {
      expect((await receipt).status).toBe(200);
      expect(performance.now() - began).toBeLessThan(1_200);
    });
  });

  it('is refused within a second when its contact has had enough and the database hangs', async () => {
    const customer = { phone: freshPhone() };
    for (let i = 0; i < 10; i++) expect((await submit(form.url, complaint({ customer }))).status).toBe(202);
    await whileLocked('ledger', () => expectUnavailable(() => submit(form.url, complaint({ customer }))));
  });

  it('lets a code be tried five times an hour, counted in the database, also when all tries come at once', async () => {
    const accepted = await accept();
    const wrong = accepted.code === '111111' ? '222222' : '111111';
    expect((await ask(accepted.number, accepted.code)).status).toBe(200);
    const tries = await Promise.all(Array.from({ length: 12 }, () => ask(accepted.number, wrong)));
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(7);
    const right = await ask(accepted.number, accepted.code);
    expect(right.status).toBe(429);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(3_000);
    expect((await ask(accepted.number, tokenOf(accepted))).status).toBe(200);
    await form.dataSource.query(
      `UPDATE intake_form.code_tries SET until = now() - interval '1 second' WHERE number = $1`,
      [accepted.number],
    );
    expect((await ask(accepted.number, accepted.code)).status).toBe(200);
  });

  it('refuses a code for at most an hour, also after a clock that was a month ahead has been corrected', async () => {
    const accepted = await accept();
    const wrong = accepted.code === '111111' ? '222222' : '111111';
    for (let n = 0; n < 6; n++) await ask(accepted.number, wrong);
    await form.dataSource.query(
      `UPDATE intake_form.code_tries SET until = until + interval '30 days' WHERE number = $1`,
      [accepted.number],
    );
    const refused = await ask(accepted.number, accepted.code);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(3_600);
    const [kept]: { within: boolean }[] = await form.dataSource.query(
      `SELECT until <= now() + interval '1 hour' AS within FROM intake_form.code_tries WHERE number = $1`,
      [accepted.number],
    );
    expect(kept).toEqual({ within: true });
  });
});
