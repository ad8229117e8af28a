import { expect, it } from '@jest/globals';
import {
  complaintAssigned,
  complaintReceived,
  decodeEnvelope,
  encodeEvent,
  isNumber,
  readEvent,
} from '@redress/contracts';
import { aComplaint, aDecision, anEvent, aNumber, aWorkOrder } from './builders.js';

it('builds valid data, with changes', () => {
  expect(aComplaint({ text: '话费不对' }).text).toBe('话费不对');
  expect(aDecision({ tier: 'red' }).tier).toBe('red');
  expect(aWorkOrder().customer).toBeUndefined();
});

it('throws if the changes violate the contract', () => {
  expect(() => aComplaint({ text: '' })).toThrow();
  expect(() => aDecision({ department: 'Not An Id' })).toThrow();
});

it('builds events that decode to the same event, and valid complaint numbers', () => {
  const event = anEvent(complaintReceived, aComplaint(), { sequence: 3 });
  expect(readEvent<unknown>(encodeEvent(event), [complaintAssigned, complaintReceived])).toEqual(event);
  expect(decodeEnvelope(encodeEvent(event)).sequence).toBe(3);
  expect(isNumber(aNumber())).toBe(true);
});
