import { beforeAll, describe, expect, it } from '@jest/globals';
import { complaintAssigned, complaintReceived, workOrderAssigned, type ComplaintReceived } from '@redress/contracts';
import { dueAt, loadPolicy, type Policy } from '@redress/policy';
import { fileURLToPath } from 'node:url';
import { decide } from './decide.rules.js';
import { workOrderOf } from './work-order.rules.js';

const folder = (name: string): string => fileURLToPath(new URL(`../../../../deploy/policies/${name}`, import.meta.url));
let telecom: Policy;
let power: Policy;
beforeAll(async () => {
  [telecom, power] = await Promise.all([loadPolicy(folder('telecom')), loadPolicy(folder('power'))]);
});

const broadband = '家里宽带从昨晚开始一直断，打客服说要等三天';
const receivedAt = '2026-11-20T06:05:00.000Z';

function complaint(text: string, more: Partial<ComplaintReceived> = {}): ComplaintReceived {
  return {
    number: '4821093755162204',
    channel: 'form',
    origin: 'customer',
    receivedAt,
    text,
    language: 'zh-CN',
    customer: { name: '李小明', phone: '+8613912345678', email: 'li@example.test', account: 'GD-77', replyBy: 'phone' },
    ...more,
  };
}

describe('decide', () => {
  it.each([
    [broadband, 'field-service', 'broadband-fault'],
    ['家裡寬頻從昨晚開始一直斷線', 'field-service', 'broadband-fault'],
    ['Our home internet keeps dropping every evening', 'field-service', 'broadband-fault'],
    ['我没有订过这个增值业务，每个月被扣5元', 'value-added', 'unordered-service'],
  ])('assigns "%s" to %s', (text, department, category) => {
    const { outcome, decision } = decide(complaint(text), telecom);
    expect({ outcome, department: decision.department, category: decision.category }).toEqual({
      outcome: 'assigned',
      department,
      category,
    });
    expect(decision).toMatchObject({ policyHash: telecom.hash, madeBy: 'rules', confidential: false });
  });

  it('gives the same ruling for the same complaint and policy', () => {
    expect(decide(complaint(broadband), telecom)).toEqual(decide(complaint(broadband), telecom));
  });

  it('contains what a confirmation needs, and satisfies the contract', () => {
    const { decision } = decide(complaint(broadband), telecom);
    expect(complaintAssigned.data.parse(decision)).toEqual(decision);
    expect(decision.customer).toEqual({
      name: '李小明',
      phone: '+8613912345678',
      email: 'li@example.test',
      replyBy: 'phone',
    });
  });

  it('gives ids of rules as reasons, never words of the customer', () => {
    const { decision } = decide(complaint(`${broadband}，我叫王大锤`), telecom);
    expect(decision.reasons.length).toBeGreaterThan(0);
    expect(JSON.stringify([decision.reasons, decision.flags])).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('calculates deadlines from the receipt, not from the time of the decision', () => {
    const { decision } = decide(complaint('话费账单多扣了钱，这个月账单不对'), telecom);
    const from = new Date(receivedAt);
    expect(decision.firstContactBy).toBe(dueAt(telecom, 'first-contact', from).toISOString());
    expect(decision.dueAt).toBe(dueAt(telecom, 'answer', from).toISOString());
  });

  it('uses the repair clock for a fault, but not for a complaint about the repair', () => {
    const fault = decide(complaint('家里突然停电了'), power).decision;
    expect([fault.kind, fault.category, fault.dueAt]).toEqual([
      'fault',
      'repair',
      dueAt(power, 'repair-remote', new Date(receivedAt)).toISOString(),
    ]);
    const about = decide(complaint('家里突然停电了，我要投诉', { kind: 'complaint' }), power).decision;
    expect(about.dueAt).toBe(dueAt(power, 'answer', new Date(receivedAt)).toISOString());
  });

  it('sends a complaint without a clear category to triage, with candidates and deadlines', () => {
    const { outcome, decision } = decide(complaint('你们这样做太过分了，我要投诉'), telecom);
    expect(outcome).toBe('triage-needed');
    expect(decision.department).toBeUndefined();
    expect(decision.category).toBeUndefined();
    expect(decision.dueAt).toBeDefined();
    const doubtful = decide(complaint('账单多收钱，手机也没信号'), telecom);
    expect(doubtful.outcome).toBe('triage-needed');
    expect(doubtful.decision.candidates.length).toBeGreaterThanOrEqual(2);
  });

  it('also uses the answers to the questions', () => {
    expect(decide(complaint('你们的服务有问题'), telecom).outcome).toBe('triage-needed');
    const answered = decide(
      complaint('你们的服务有问题', { answers: [{ question: 'what', answer: '家里宽带一直断' }] }),
      telecom,
    );
    expect(answered.decision.category).toBe('broadband-fault');
  });

  it.each([
    ['its text says so', complaint('装维师傅上门索要红包，不给就不装，我要举报他收受贿赂')],
    ['the sender chose that kind', complaint(broadband, { kind: 'report' })],
    [
      'its text says so, whatever kind the sender chose',
      complaint('装维师傅上门索要红包，不给就不装，我要举报他收受贿赂', { kind: 'complaint' }),
    ],
  ])('sends a report to inspection, confidential, because %s', (_, received) => {
    for (const policy of [telecom, power]) {
      const { outcome, decision } = decide(received, policy);
      expect(outcome).toBe('assigned');
      expect(decision).toMatchObject({ kind: 'report', department: 'inspection', confidential: true });
      expect(decision.flags).toContain('report');
      expect(policy.categories.find(({ id }) => id === decision.category)?.department).toBe('inspection');
    }
  });

  it('waits for approval if the policy requires it before dispatch', () => {
    const { outcome, decision } = decide(complaint('抄表员抄错数，这个月多出两百度'), power);
    expect(power.approval).toBe('before-dispatch');
    expect(outcome).toBe('approval-needed');
    expect(complaintAssigned.data.parse(decision)).toEqual(decision);
  });

  describe('an advertisement', () => {
    const advertisement = '兼职刷单，加微信，百家乐送彩金';

    it('is set aside, without deadlines', () => {
      const { outcome, decision } = decide(complaint(advertisement), telecom);
      expect(outcome).toBe('set-aside');
      expect([decision.dueAt, decision.firstContactBy, decision.department]).toEqual([undefined, undefined, undefined]);
    });

    it.each([
      ['a clerk recorded it', { channel: 'clerk', takenBy: 'zhang' }],
      ['an outside body forwarded it', { origin: '12345', external: { body: '12345', number: 'A-1', receivedAt } }],
    ] as [string, Partial<ComplaintReceived>][])('goes to triage if %s', (_, more) => {
      expect(decide(complaint(advertisement, more), telecom).outcome).toBe('triage-needed');
    });
  });

  it('assigns a fault or a danger at once, even if the policy requires approval', () => {
    for (const text of ['我们小区停电了，一直没来电', '电线断了掉在路边，还在冒火花']) {
      expect(decide(complaint(text), power)).toMatchObject({
        outcome: 'assigned',
        decision: { department: 'operations' },
      });
    }
  });

  it('never sets aside praise that may be sarcasm', () => {
    expect(decide(complaint('服务真好，三天没人来'), telecom).outcome).not.toBe('set-aside');
  });

  it('sets the flag danger and the severity major if there is danger', () => {
    const { decision } = decide(complaint('电线掉下来在冒火，有人触电'), power);
    expect(decision.flags).toContain('danger');
    expect(decision.severity).toBe('major');
  });

  it('uses the date that an outside body has set, otherwise the clock of the origin', () => {
    const external = { body: '12345', number: 'A-1', receivedAt };
    const dated = decide(
      complaint(broadband, { origin: '12345', external: { ...external, dueAt: '2026-11-30T10:00:00Z' } }),
      telecom,
    ).decision;
    expect(dated.dueAt).toBe('2026-11-30T10:00:00Z');
    const plain = decide(complaint(broadband, { origin: '12345', external }), telecom).decision;
    expect(plain.dueAt).toBe(dueAt(telecom, 'forwarded-12345', new Date(receivedAt)).toISOString());
    expect(plain.tier).toBe('yellow');
    expect(decide(complaint(broadband, { origin: 'telecom-regulator', external }), telecom).decision.tier).toBe('red');
  });

  it('sets no deadline for an enquiry', () => {
    const { decision } = decide(complaint('请问这个月账单怎么查询', { kind: 'enquiry' }), telecom);
    if (decision.department) expect(decision.dueAt).toBeUndefined();
    else expect(decision.dueAt).toBeDefined();
  });
});

describe('workOrderOf', () => {
  const about = { relation: '父亲', phone: '+8613800000000', account: 'GD-78', address: '杭州市西湖区' };
  const orderFor = (department: string, category: string, more: Partial<ComplaintReceived> = {}) => {
    const received = complaint(broadband, more);
    return workOrderOf(received, { ...decide(received, telecom).decision, department, category }, telecom);
  };

  it('contains name and phone number if the policy allows it for the department', () => {
    expect(orderFor('field-service', 'broadband-fault').customer).toMatchObject({
      name: '李小明',
      phone: '+8613912345678',
    });
  });

  it('says every department how and when the customer wants to be reached, but an address only where it may', () => {
    const customer = {
      phone: '+8613912345678',
      address: '杭州市西湖区1号',
      replyBy: 'letter',
      callTimes: '晚上七点以后',
    } as const;
    for (const [department, category] of [
      ['field-service', 'broadband-fault'],
      ['billing', 'bill'],
    ] as const)
      expect(orderFor(department, category, { customer })).toMatchObject({
        replyBy: 'letter',
        callTimes: '晚上七点以后',
      });
    expect(orderFor('field-service', 'broadband-fault', { customer }).customer).toMatchObject({
      address: customer.address,
    });
    expect(orderFor('billing', 'bill', { customer }).customer).toBeUndefined();
  });

  it('otherwise contains no name, phone number or mail address, but the account', () => {
    const order = orderFor('billing', 'bill', { about });
    const written = JSON.stringify(order);
    for (const secret of ['李小明', '13912345678', '13800000000', 'li@example.test'])
      expect(written).not.toContain(secret);
    expect(order.customer).toEqual({ account: 'GD-77' });
    expect(order.about).toMatchObject({ relation: '父亲', account: 'GD-78', address: '杭州市西湖区' });
    expect(orderFor('billing', 'bill', { customer: { phone: '+8613912345678' } }).customer).toBeUndefined();
  });

  it('satisfies the contract', () => {
    const order = orderFor('field-service', 'broadband-fault', {
      about,
      answers: [{ question: 'since', answer: '昨晚' }],
    });
    expect(workOrderAssigned.data.parse(order)).toEqual(order);
    expect(complaintReceived.data.parse(complaint(broadband))).toBeDefined();
  });
});
