import { complaintAssigned, complaintTriageNeeded, newId, type Decision, type Event } from '@redress/contracts';

/** A decision as routing publishes it: a broken broadband line, by mail, in Simplified Chinese. */
export function aDecision(change: Partial<Decision> = {}): Decision & { category: string; department: string } {
  return {
    number: '4821093755162204',
    channel: 'form',
    receivedAt: '2026-11-23T06:05:00.000Z',
    language: 'zh-CN',
    customer: { name: '李雷', email: 'li@example.test', phone: '+8613812345678' },
    kind: 'complaint',
    category: 'broadband-fault',
    department: 'field-service',
    severity: 'minor',
    tier: 'blue',
    flags: [],
    candidates: [{ category: 'broadband-fault', score: 0.9 }],
    firstContactBy: '2026-11-24T10:00:00.000Z',
    dueAt: '2026-11-27T10:00:00.000Z',
    confidential: false,
    madeBy: 'rules',
    policyHash: 'a'.repeat(64),
    reasons: ['signal:broadband'],
    ...change,
  };
}

/** A report of wrongdoing. */
export function aReport(change: Partial<Decision> = {}): Decision & { category: string; department: string } {
  return aDecision({ kind: 'report', department: 'inspection', confidential: true, ...change });
}

export function assignedEvent(complaintId: string, change: Partial<Decision> = {}, sequence = 1): Event<Decision> {
  return eventOf(complaintAssigned.type, complaintAssigned.dataschema, complaintId, aDecision(change), sequence);
}

export function triageEvent(complaintId: string, change: Partial<Decision> = {}, sequence = 1): Event<Decision> {
  return eventOf(complaintTriageNeeded.type, complaintTriageNeeded.dataschema, complaintId, aDecision(change), sequence);
}

function eventOf(type: string, dataschema: string, subject: string, data: Decision, sequence: number): Event<Decision> {
  return {
    specversion: '1.0',
    id: newId(),
    source: 'urn:redress:spec:routing',
    type,
    subject,
    time: data.receivedAt,
    datacontenttype: 'application/json',
    dataschema,
    sequence,
    data,
  };
}
