import { describe, expect, it } from '@jest/globals';
import type { Way } from '../message.js';
import { aDecision, aReport } from '../spec/decisions.js';
import { wantedAcknowledgement } from './wanted-message.rules.js';

const mail = new Set<Way>(['email', 'preview']);
const nothing = new Set<Way>(['preview']);
const complaint = '6f0b9a5e-8c47-5d12-9a3f-0c2d4e6f8a10';

describe('the acknowledgement of a decision', () => {
  it('is a mail if there is an address and a mail server', () => {
    expect(wantedAcknowledgement(complaint, 'assigned', aDecision(), mail)).toMatchObject({
      way: 'email',
      form: 'mail',
      recipient: 'li@example.test',
    });
  });

  it('goes to the preview mailbox when nothing is configured, as a text message for a customer with only a phone', () => {
    expect(wantedAcknowledgement(complaint, 'assigned', aDecision(), nothing)).toMatchObject({
      way: 'preview',
      form: 'mail',
    });
    const phoneOnly = aDecision({ customer: { phone: '+8613812345678' } });
    expect(wantedAcknowledgement(complaint, 'assigned', phoneOnly, nothing)).toMatchObject({
      way: 'preview',
      form: 'sms',
      recipient: '+8613812345678',
    });
  });

  it('is suppressed with a reason if no gateway can reach the customer', () => {
    const phoneOnly = aDecision({ customer: { phone: '+8613812345678' } });
    expect(wantedAcknowledgement(complaint, 'assigned', phoneOnly, mail)).toMatchObject({
      way: 'sms',
      suppressed: 'no-sms-gateway',
    });
    expect(wantedAcknowledgement(complaint, 'assigned', aDecision({ customer: {} }), mail)).toMatchObject({
      suppressed: 'no-address',
    });
    expect(wantedAcknowledgement(complaint, 'assigned', aDecision({ customer: {} }), nothing)).toMatchObject({
      suppressed: 'no-address',
    });
  });

  it('is a text message if there is an SMS gateway and the customer cannot be reached by mail', () => {
    const phoneOnly = aDecision({ customer: { phone: '+8613812345678' } });
    const sms = { way: 'sms', form: 'sms', recipient: '+8613812345678' };
    expect(wantedAcknowledgement(complaint, 'assigned', phoneOnly, new Set(['email', 'sms', 'preview']))).toMatchObject(
      sms,
    );
    expect(
      wantedAcknowledgement(complaint, 'assigned', phoneOnly, new Set(['email', 'sms', 'preview'])),
    ).not.toHaveProperty('suppressed');
    expect(wantedAcknowledgement(complaint, 'assigned', aDecision(), new Set(['sms', 'preview']))).toMatchObject(sms);
  });

  it('has the same id for every decision of a complaint, and a different id for another complaint', () => {
    const first = wantedAcknowledgement(complaint, 'triage', aDecision(), mail);
    const second = wantedAcknowledgement(complaint, 'assigned', aDecision(), nothing);
    expect(second.id).toBe(first.id);
    expect(wantedAcknowledgement(complaint.replace('6f', '7f'), 'triage', aDecision(), mail).id).not.toBe(first.id);
  });

  it('does not store category and department of a report', () => {
    const { facts } = wantedAcknowledgement(complaint, 'assigned', aReport(), mail);
    expect(JSON.stringify(facts)).not.toMatch(/inspection|broadband/);
  });

  it('names no department before approval and no category in triage', () => {
    expect(wantedAcknowledgement(complaint, 'approval', aDecision(), mail).facts).not.toHaveProperty('department');
    expect(wantedAcknowledgement(complaint, 'approval', aDecision(), mail).facts).toHaveProperty(
      'category',
      'broadband-fault',
    );
    expect(wantedAcknowledgement(complaint, 'triage', aDecision(), mail).facts).not.toHaveProperty('category');
  });
});
