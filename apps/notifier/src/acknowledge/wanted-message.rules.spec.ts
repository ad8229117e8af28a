import { describe, expect, it } from '@jest/globals';
import { aDecision, aReport } from '../spec/decisions.js';
import { wantedAcknowledgement } from './wanted-message.rules.js';

const complaint = '6f0b9a5e-8c47-5d12-9a3f-0c2d4e6f8a10';

describe('the acknowledgement a decision asks for', () => {
  it('goes by mail where there is an address and a mail server', () => {
    expect(wantedAcknowledgement(complaint, 'assigned', aDecision(), { email: true })).toMatchObject({
      way: 'email',
      form: 'mail',
      recipient: 'li@example.test',
    });
  });

  it('goes to the preview mailbox when nothing is configured, as a text message for who left only a phone', () => {
    expect(wantedAcknowledgement(complaint, 'assigned', aDecision(), { email: false })).toMatchObject({ way: 'preview', form: 'mail' });
    const phoneOnly = aDecision({ customer: { phone: '+8613812345678' } });
    expect(wantedAcknowledgement(complaint, 'assigned', phoneOnly, { email: false })).toMatchObject({
      way: 'preview',
      form: 'sms',
      recipient: '+8613812345678',
    });
  });

  it('is suppressed, with the reason, where no gateway reaches the customer', () => {
    const phoneOnly = aDecision({ customer: { phone: '+8613812345678' } });
    expect(wantedAcknowledgement(complaint, 'assigned', phoneOnly, { email: true })).toMatchObject({ way: 'sms', suppressed: 'no-sms-gateway' });
    expect(wantedAcknowledgement(complaint, 'assigned', aDecision({ customer: {} }), { email: true })).toMatchObject({ suppressed: 'no-address' });
    expect(wantedAcknowledgement(complaint, 'assigned', aDecision({ customer: {} }), { email: false })).toMatchObject({ suppressed: 'no-address' });
  });

  it('has the same id however often it is asked for, and another for another complaint', () => {
    const first = wantedAcknowledgement(complaint, 'triage', aDecision(), { email: true });
    const second = wantedAcknowledgement(complaint, 'assigned', aDecision(), { email: false });
    expect(second.id).toBe(first.id);
    expect(wantedAcknowledgement(complaint.replace('6f', '7f'), 'triage', aDecision(), { email: true }).id).not.toBe(first.id);
  });

  it('does not even keep category and department of a report', () => {
    const { facts } = wantedAcknowledgement(complaint, 'assigned', aReport(), { email: true });
    expect(JSON.stringify(facts)).not.toMatch(/inspection|broadband/);
  });

  it('names no department before approval and no category in triage', () => {
    expect(wantedAcknowledgement(complaint, 'approval', aDecision(), { email: true }).facts).not.toHaveProperty('department');
    expect(wantedAcknowledgement(complaint, 'approval', aDecision(), { email: true }).facts).toHaveProperty('category', 'broadband-fault');
    expect(wantedAcknowledgement(complaint, 'triage', aDecision(), { email: true }).facts).not.toHaveProperty('category');
  });
});
