import { describe, expect, it } from '@jest/globals';
import {
  newId,
  workOrderAccepted,
  workOrderAnswered,
  workOrderProgressed,
  workOrderRefused,
  type EventDefinition,
} from '@redress/contracts';
import { anEvent } from '@redress/testing';
import { applyReply, type Applied, type Reply } from './apply-reply.rules.js';
import { refusedDecision } from './refused-decision.rules.js';
import type { WorkOrderState } from './transitions.rules.js';
import type { WorkOrderRow } from './work-order.entity.js';

const now = new Date('2026-03-02T02:00:00Z');
const id = newId();
const order = (changes: Partial<WorkOrderRow> = {}): WorkOrderRow => ({
  ...{ id, complaintId: id, number: '4821093755162204', department: 'network', category: 'no-signal' },
  ...{ confidential: false, state: 'assigned', binding: false, answer: null, refusal: null, changedAt: now },
  ...changes,
});
function reply<D>(definition: EventDefinition<D>, data: D, subject = id): Reply {
  return anEvent(definition, data, { subject }) as Reply;
}
const answer = { cause: '基站断电', solution: '已换电源', forCustomer: '信号已经恢复。' };
const all = {
  accepted: reply(workOrderAccepted, {}),
  refused: reply(workOrderRefused, { reason: '不是网络问题' }),
  progressed: reply(workOrderProgressed, { forCustomer: '明天上午修', note: '等备件' }),
  answered: reply(workOrderAnswered, answer),
};
const result = (to: WorkOrderRow | undefined, what: Reply, answers: 'released' | 'direct' = 'released') =>
  applyReply(to, what, 'network', answers, now);
function apply(...args: Parameters<typeof result>): Applied {
  const applied = result(...args);
  if ('code' in applied) throw new Error(applied.code);
  return applied;
}

describe('a reply of a department', () => {
  it.each([
    ['accepted', 'accepted', ['accepted']],
    ['refused', 'refused', ['refused']],
    ['progressed', 'accepted', ['progressed']],
    ['answered', 'answered', ['answered']],
  ] as const)('%s makes a new work order %s', (name, state, changes) => {
    const { changed, facts } = apply(order(), all[name]);
    expect(changed.state).toBe(state);
    expect(facts.map(({ change }) => change)).toEqual(changes);
    expect(facts[0]).toMatchObject({ workOrder: id, department: 'network', state, at: now.toISOString() });
  });

  it('shows the customer no answer that nobody has released', () => {
    const { changed, facts } = apply(order(), all.answered);
    expect(JSON.stringify(facts)).not.toContain(answer.forCustomer);
    expect(changed.answer).toMatchObject(answer);
  });

  it('releases the answer at once if the policy says so', () => {
    const { changed, facts } = apply(order(), all.answered, 'direct');
    expect(changed.state).toBe('released');
    expect(facts.map(({ change, forCustomer }) => [change, forCustomer])).toEqual([
      ['answered', undefined],
      ['released', answer.forCustomer],
    ]);
  });

  it('tells the customer the sentence for them and never the note for the complaint office', () => {
    const { facts } = apply(order(), all.progressed);
    expect(facts[0]?.forCustomer).toBe('明天上午修');
    expect(JSON.stringify(facts)).not.toContain('等备件');
  });

  it('says nothing new when it is accepted twice', () =>
    expect(apply(order({ state: 'accepted' }), all.accepted).facts).toEqual([]));

  it('replaces an answer that is not released', () =>
    expect(apply(order({ state: 'answered', answer: {} }), all.answered).changed.answer).toMatchObject(answer));

  it.each<[WorkOrderState, keyof typeof all]>([
    ['answered', 'refused'],
    ['answered', 'accepted'],
    ['released', 'answered'],
    ['refused', 'answered'],
    ['withdrawn', 'progressed'],
  ])('cannot change a work order that is %s by %s', (state, name) =>
    expect(result(order({ state }), all[name])).toMatchObject({ code: 'order-not-open' }),
  );

  it.each<[string, string, WorkOrderRow | undefined, Reply]>([
    ['that names no work order', 'no-such-order', undefined, all.accepted],
    ['about another complaint', 'no-such-order', order(), reply(workOrderAccepted, { workOrder: id }, newId())],
    ['to the work order of another department', 'not-your-order', order({ department: 'billing' }), all.accepted],
    ['that refuses a binding assignment', 'binding', order({ binding: true }), all.refused],
  ])('%s is parked', (_, code, to, what) => expect(result(to, what)).toMatchObject({ code }));

  it('never quotes the reply in the reason for parking it', () => {
    const misfits = [
      result(order({ state: 'released' }), all.answered),
      result(order({ state: 'refused' }), all.refused),
    ];
    expect(JSON.stringify(misfits)).not.toMatch(/网络问题|断电|恢复/);
  });
});

describe('the decision after a refusal', () => {
  const before = {
    number: '4821093755162204',
    flags: ['danger'],
    reasons: ['category:no-signal=3'],
    department: 'network',
    category: 'no-signal',
    dueAt: '2026-03-07T01:00:00.000Z',
  } as unknown as Parameters<typeof refusedDecision>[0];

  it('has no department, keeps the promised date and says who refused and whose business it is', () => {
    const after = refusedDecision(before, 'network', 'billing');
    expect(after).not.toHaveProperty('department');
    expect(after).not.toHaveProperty('category');
    expect(after.dueAt).toBe(before.dueAt);
    expect(after.flags).toEqual(['refused', 'danger']);
    expect(after.reasons.slice(0, 2)).toEqual(['refused-by:network', 'named-by-refusal:billing']);
  });
});
