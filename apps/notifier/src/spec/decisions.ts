import { complaintAssigned, complaintTriageNeeded, type Decision, type Event } from '@redress/contracts';
import { aDecision as anyDecision, anEvent } from '@redress/testing';

/** A decision as routing publishes it: broken broadband, received on a Monday, mail address, Simplified Chinese. */
export function aDecision(change: Partial<Decision> = {}): Decision & { category: string; department: string } {
  return {
    ...anyDecision(),
    number: '4821093755162204',
    receivedAt: '2026-11-23T06:05:00.000Z',
    customer: { name: '李雷', email: 'li@example.test', phone: '+8613812345678' },
    firstContactBy: '2026-11-24T10:00:00.000Z',
    dueAt: '2026-11-27T10:00:00.000Z',
    ...change,
  } as Decision & { category: string; department: string };
}

/** A report of wrongdoing. */
export function aReport(change: Partial<Decision> = {}): Decision & { category: string; department: string } {
  return aDecision({ kind: 'report', department: 'inspection', confidential: true, ...change });
}

export function assignedEvent(complaintId: string, change: Partial<Decision> = {}, sequence = 1): Event<Decision> {
  return anEvent(complaintAssigned, aDecision(change), { subject: complaintId, sequence });
}

export function triageEvent(complaintId: string, change: Partial<Decision> = {}, sequence = 1): Event<Decision> {
  return anEvent(complaintTriageNeeded, aDecision(change), { subject: complaintId, sequence });
}
