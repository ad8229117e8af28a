import { describe, expect, it } from '@jest/globals';
import { complaintReceived, messageReceived } from '@redress/contracts';
import { z } from 'zod';
import { freeText, maskFields } from './mask-fields.rules.js';

const card = '4111111111111111';

/** Strings with a form of their own, and ids: nothing in them is masked. */
const structured = [
  ...['number', 'receivedAt', 'sentAt', 'happenedAt', 'language', 'channel', 'origin', 'kind', 'noticeVersion'],
  ...['customer.phone', 'customer.email', 'customer.chat.provider', 'customer.chat.id', 'customer.account'],
  ...['customer.replyBy', 'about.phone', 'about.account', 'about.meter', 'answers.*.question', 'recording'],
  ...['evidence.*.id', 'evidence.*.mediaType', 'evidence.*.sha256', 'takenBy', 'owner', 'firstResponder', 'once'],
  ...['external.body', 'external.number', 'external.receivedAt', 'external.dueAt', 'external.replyForm'],
  ...['thread.id', 'thread.message', 'suspected', 'acknowledgedOver', 'solvedAtOnce.amount'],
  ...['message', 'contactKey', 'provenBy'],
];

interface JsonSchema {
  type?: string;
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
}

function stringsOf(schema: JsonSchema, path = ''): string[] {
  if (schema.anyOf) return schema.anyOf.flatMap((one) => stringsOf(one, path));
  if (schema.items) return stringsOf(schema.items, `${path}.*`);
  if (schema.properties)
    return Object.entries(schema.properties).flatMap(([name, one]) => stringsOf(one, path ? `${path}.${name}` : name));
  return schema.type === 'string' ? [path] : [];
}

describe('maskFields', () => {
  it.each([complaintReceived, messageReceived])(
    'knows for every string of $name whether it is free text',
    ({ data }) => {
      const strings = [...new Set(stringsOf(z.toJSONSchema(data, { io: 'input' }) as JsonSchema))];
      expect(strings.length).toBeGreaterThan(10);
      expect(strings.filter((path) => ![...freeText, ...structured].includes(path))).toEqual([]);
    },
  );

  it('masks every free text and keeps the originals by their paths', () => {
    const data = {
      text: `卡${card}`,
      place: card,
      expectation: '快点',
      reason: card,
      answers: [
        { question: card, answer: 'no' },
        { question: 'q', answer: `is ${card}` },
      ],
      about: { account: card, address: card },
      customer: { name: card, account: card, phone: '+8613812345678', callTimes: card },
      solvedAtOnce: { words: card, consent: true },
    };
    const masked = '************1111';
    expect(maskFields(data)).toEqual({
      data: {
        text: `卡${masked}`,
        place: masked,
        expectation: '快点',
        reason: masked,
        answers: [
          { question: card, answer: 'no' },
          { question: 'q', answer: `is ${masked}` },
        ],
        about: { account: card, address: masked },
        customer: { name: masked, account: card, phone: '+8613812345678', callTimes: masked },
        solvedAtOnce: { words: masked, consent: true },
      },
      original: {
        text: `卡${card}`,
        place: card,
        reason: card,
        'answers.1.answer': `is ${card}`,
        'about.address': card,
        'customer.name': card,
        'customer.callTimes': card,
        'solvedAtOnce.words': card,
      },
    });
    expect(data.place).toBe(card);
  });

  it('returns the same data where there is nothing to mask', () => {
    const data = { text: '断网', answers: [{ question: 'q', answer: 'a' }], customer: { phone: '13812345678' } };
    expect(maskFields(data)).toEqual({ data, original: undefined });
    expect(maskFields(data).data).toBe(data);
  });
});
