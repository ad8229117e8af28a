import { expect, it } from '@jest/globals';
import type { Admin } from 'kafkajs';
import { PartlyPublished } from '../transport.js';
import { KafkaProducer } from './kafka-producer.js';

const noLeader = Object.assign(new Error('There is no leader for this topic-partition'), {
  name: 'KafkaJSProtocolError',
  type: 'LEADER_NOT_AVAILABLE',
});
const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

type Request = <T>(call: (admin: Admin) => Promise<T>) => Promise<T>;

/** A producer whose sends fail with `send`, and whose requests to the cluster fail with `answer`. */
function failing(send: Error, answer: Error): KafkaProducer {
  const request = (): Promise<never> => Promise.reject(answer);
  const producer = new KafkaProducer({ brokers: ['127.0.0.1:1'] }, request as Request);
  const sends = { connect: () => Promise.resolve(), sendBatch: () => Promise.reject(send) };
  Object.assign(producer as unknown as { producer: unknown }, { producer: sends });
  return producer;
}
const record = { topic: 't', key: 'a', value: '{}' };

it('considers the brokers available while they report that a partition has no leader', async () => {
  const name = 'KafkaJSNumberOfRetriesExceeded';
  const wrapped = Object.assign(new Error(name, { cause: noLeader }), { name });
  for (const answer of [noLeader, wrapped]) {
    await expect(failing(noLeader, answer).publish([record])).rejects.toThrow(PartlyPublished);
  }
});

it('considers the brokers unavailable if none responds', async () => {
  await expect(failing(refused, refused).publish([record])).rejects.toBe(refused);
});
