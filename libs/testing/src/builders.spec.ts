import { expect, it } from '@jest/globals';
import { complaintAssigned, complaintReceived, decodeEnvelope, encodeEvent, isNumber, readEvent } from '@redress/contracts';
import { aComplaint, aDecision, anEvent, aNumber, aWorkOrder } from './builders.js';

it('builds what the contract accepts, with changes', () => {
  expect(aComplaint({ text: '话费不对' }).text).toBe('话费不对');
  expect(aDecision({ tier: 'red' }).tier).toBe('red');
  expect(aWorkOrder().customer).toBeUndefined();
});

it('refuses to build what the contract refuses', () => {
  expect(() => aComplaint({ text: '' })).toThrow();
  expect(() => aDecision({ department: 'Not An Id' })).toThrow();
});

it('builds events that read back the same, and numbers that check', () => {
  const event = anEvent(complaintReceived, aComplaint(), { sequence: 3 });
  expect(readEvent<unknown>(encodeEvent(event), [complaintAssigned, complaintReceived])).toEqual(event);
  expect(decodeEnvelope(encodeEvent(event)).sequence).toBe(3);
  expect(isNumber(aNumber())).toBe(true);
});
