import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { complaintReceived } from './events/complaint-received.js';
import { personal, personalFields } from './personal.js';

it('finds every personal field of a schema, in objects, lists and optional parts', () => {
  const schema = z.object({
    a: personal(z.string()).optional(),
    b: z.array(z.object({ c: personal(z.string()), d: z.int() })),
    e: personal(z.object({ f: z.string() })),
  });
  expect(personalFields(schema)).toEqual(['a', 'b[].c', 'e']);
});

it('lists the personal fields of a complaint', () => {
  expect(personalFields(complaintReceived.data)).toEqual([
    'text',
    'customer.name',
    'customer.phone',
    'customer.email',
    'customer.chat',
    'customer.account',
    'customer.address',
    'about',
    'place',
    'employee',
    'expectation',
    'answers[].answer',
    'recording',
    'thread',
    'solvedAtOnce.words',
  ]);
});
