import type { Event } from '../envelope.js';
import type { EventDefinition } from '../define-event.js';
import type { ComplaintReceived } from '../events/complaint-received.js';
import type { MessageReceived } from '../events/message-received.js';
import type { Decision } from '../events/decisions.js';

const number = '4821093755162204';

const complaint: ComplaintReceived = {
  number,
  channel: 'form',
  origin: 'customer',
  receivedAt: '2026-11-24T06:05:00.000Z',
  text: '家里宽带从昨晚开始一直断，打客服说要等三天',
  language: 'zh-CN',
  customer: {
    name: '李雷',
    phone: '+8613812345678',
    email: 'li@example.test',
    replyBy: 'phone',
    callTimes: '晚上七点以后',
  },
  about: { relation: '父亲', account: '3301-2291' },
  happenedAt: '2026-11-23',
  place: '杭州市西湖区某某街道 12 号',
  service: '家庭宽带',
  employee: '工号 1024',
  expectation: '今天修好',
  answers: [{ question: 'restarted', answer: '重启过，没有用' }],
  noticeVersion: '2026-01',
};

const message: MessageReceived = {
  message: '0199f0a0-0000-7000-8000-000000000002',
  number,
  kind: 'addition',
  text: '今天又断了一次',
  answers: [{ question: 'restarted', answer: '又重启了' }],
  rating: 2,
  reason: '一直没人来',
  evidence: [
    { id: '0199f0a0-0000-7000-8000-000000000003', mediaType: 'image/jpeg', bytes: 20480, sha256: 'ab'.repeat(32) },
  ],
  channel: 'email',
  sentAt: '2026-11-25T01:00:00.000Z',
  receivedAt: '2026-11-25T01:00:02.000Z',
  language: 'zh-CN',
  contactKey: 'ba03cf3c-db5c-8ad6-8870-22cc2837e17f',
  provenBy: 'mail-token',
};

const decision: Decision = {
  number,
  channel: 'form',
  receivedAt: complaint.receivedAt,
  language: 'zh-CN',
  customer: { name: '李雷', phone: '+8613812345678', email: 'li@example.test', replyBy: 'phone' },
  kind: 'fault',
  category: 'broadband-fault',
  department: 'field-service',
  severity: 'moderate',
  tier: 'blue',
  flags: [],
  candidates: [{ category: 'broadband-fault', score: 0.92 }],
  firstContactBy: '2026-11-25T10:00:00.000Z',
  dueAt: '2026-12-09T10:00:00.000Z',
  confidential: false,
  madeBy: 'rules',
  policyHash: 'c0ffee',
  reasons: ['category:broadband-fault'],
};

const workOrder = '0199f0a0-0000-7000-8000-00000000000a';

const notification = {
  number,
  notification: '0199f0a0-0000-7000-8000-000000000001',
  purpose: 'acknowledgement',
  over: 'email',
  language: 'zh-CN',
  attempt: 1,
  at: '2026-11-24T06:05:01.000Z',
};

const data: Record<string, unknown> = {
  'complaint.received': complaint,
  'message.received': message,
  'complaint.assigned': decision,
  'complaint.triage-needed': { ...decision, category: undefined, department: undefined },
  'complaint.approval-needed': decision,
  'complaint.set-aside': { ...decision, category: undefined, department: undefined, candidates: [] },
  'complaint.joined': { ...decision, madeBy: 'person', decidedBy: '王芳', joins: workOrder },
  'complaint.withdrawn': decision,
  'work-order.withdrawn': { workOrder, number, department: 'field-service', reason: 'reassigned' },
  'work-order.accepted': { workOrder, by: '张强' },
  'work-order.refused': {
    workOrder,
    by: '张强',
    reason: '线路没有问题，是欠费停机',
    rightDepartment: 'billing',
    rightUnit: 'xihu',
  },
  'work-order.progressed': { workOrder, by: '张强', forCustomer: '已安排师傅明天上午上门', note: '缺一只光猫' },
  'work-order.answered': {
    workOrder,
    by: '张强',
    cause: '楼道分纤箱进水',
    solution: '换了接头，网速恢复',
    prevention: '下周给这一片的箱子做防水',
    forCustomer: '楼道里的接头进水了，已经换好。',
  },
  'work-order.changed': {
    workOrder,
    number,
    department: 'field-service',
    category: 'broadband-fault',
    confidential: false,
    change: 'released',
    state: 'released',
    at: '2026-11-25T08:00:00.000Z',
    forCustomer: '楼道里的接头进水了，已经换好。',
    by: '王芳',
  },
  'work-order.assigned': {
    number,
    department: 'field-service',
    category: 'broadband-fault',
    kind: 'fault',
    severity: 'moderate',
    tier: 'blue',
    flags: [],
    channel: 'form',
    origin: 'customer',
    receivedAt: complaint.receivedAt,
    dueAt: decision.dueAt,
    language: 'zh-CN',
    text: complaint.text,
    customer: { name: '李雷', phone: '+8613812345678' },
    about: complaint.about,
    answers: complaint.answers,
  },
  'notification.sent': notification,
  'notification.failed': { ...notification, reason: 'smtp-550' },
  'notification.suppressed': { ...notification, over: 'sms', reason: 'no-sms-gateway' },
};

/** One complete event of each type. The fixtures were written from it, and the documents are checked with it. */
export function sampleOf(definition: EventDefinition): Event {
  return {
    specversion: '1.0',
    id: '0199f0a0-0000-7000-8000-00000000abcd',
    source: 'urn:redress:example:routing',
    type: definition.type,
    subject: '6ba7b810-9dad-51d1-80b4-00c04fd430c8',
    time: '2026-11-24T06:05:00.000Z',
    datacontenttype: 'application/json',
    dataschema: definition.dataschema,
    sequence: 1,
    data: JSON.parse(JSON.stringify(data[definition.name])),
  };
}
