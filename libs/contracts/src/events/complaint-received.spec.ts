import { expect, it } from '@jest/globals';
import { readEvent } from '../define-event.js';
import { encodeEvent } from '../envelope.js';
import { sampleOf } from '../spec/samples.js';
import { complaintReceived } from './complaint-received.js';

const added = {
  thread: { id: '<1@mail.example.test>', message: '<2@mail.example.test>' },
  suspected: 'spam',
  acknowledgedOver: 'phone',
  solvedAtOnce: { words: '退了月租', amount: '19.90', consent: true },
  owner: 'zhao',
  firstResponder: 'qian',
  once: '12345:2026-0001',
};
const sample = sampleOf(complaintReceived);
const read = (more: object) =>
  readEvent(encodeEvent({ ...sample, data: { ...(sample.data as object), ...more } }), [complaintReceived])?.data;

it('reads the optional fields that channels and later releases add, in the same version', () => {
  expect(complaintReceived.version).toBe(1);
  expect(read(added)).toMatchObject(added);
  expect(read({ suspected: 'robot', acknowledgedOver: 'pigeon' })).toMatchObject({
    suspected: 'other',
    acknowledgedOver: 'other',
  });
});

it.each(['1,000.00', '-5', '1.999', 'free'])('refuses %s as an amount', (amount) =>
  expect(() => read({ solvedAtOnce: { words: 'x', amount, consent: true } })).toThrow('solvedAtOnce.amount'),
);
