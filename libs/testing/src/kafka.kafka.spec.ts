import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from './eventually.js';
import { kafkaDescribe } from './kafka-describe.js';
import { startKafka, type TestKafka } from './kafka.js';
import { untilItListens } from './until-it-listens.js';

kafkaDescribe('startKafka', () => {
  let kafka: TestKafka;
  beforeAll(async () => {
    kafka = await startKafka({ own: true });
  });
  afterAll(() => kafka.stop());
  const listens = (): Promise<void> =>
    untilItListens(
      Number(kafka.brokers.split(':')[1]),
      () => false,
      200,
      () => Promise.resolve(''),
    );

  it('accepts connections, does not after a kill, and does on the same port after a restart', async () => {
    await listens();
    await kafka.kill();
    await expect(listens()).rejects.toThrow(/nothing listens/);
    await kafka.restart();
    await eventually(listens);
  });
});
