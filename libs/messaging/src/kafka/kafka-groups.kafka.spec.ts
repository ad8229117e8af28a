import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually, kafkaDescribe, startKafka, type TestKafka } from '@redress/testing';
import { pino } from 'pino';
import { KafkaTransport } from '../index.js';
import { record, stepEvent } from '../spec/test-service.js';

kafkaDescribe('groups in Kafka', () => {
  let kafka: TestKafka;
  let transport: KafkaTransport;
  beforeAll(async () => {
    kafka = await startKafka();
    transport = new KafkaTransport({ brokers: kafka.brokers, clientId: 'specs' }, pino({ level: 'silent' }));
  }, 120_000);
  afterAll(async () => {
    await transport?.close();
    await kafka?.stop();
  });

  it('are listed with their live members and their lag, and dropped only if they have no member', async () => {
    const step = stepEvent();
    const group = `spec.${step.topic}`;
    await transport.applyTopics([step.topic], { partitions: 2, replication: 1 });
    const subscription = transport.subscribe(group, step.topic, (records) =>
      Promise.resolve({ done: new Map(records.map(({ partition, offset }) => [partition, offset])), retry: new Map() }),
    );
    await transport.publish([record(step, 'key', 1)]);
    const found = async () => (await transport.groups()).find((one) => one.group === group);
    await eventually(
      async () => expect(await found()).toMatchObject({ topic: step.topic, members: 1, lag: 0 }),
      30_000,
    );
    expect(await transport.dropGroup(group)).toBe('in-use');
    await subscription.stop();
    await eventually(async () => expect(await transport.dropGroup(group)).toBe('dropped'), 20_000);
    expect(await found()).toBeUndefined();
    expect(await transport.dropGroup(group)).toBe('unknown');
  });
});
