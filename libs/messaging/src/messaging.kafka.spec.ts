import { kafkaDescribe, startKafka, startPostgres } from '@redress/testing';
import { pino } from 'pino';
import { KafkaTransport } from './index.js';
import { describeMessaging } from './spec/carrier-suite.js';

describeMessaging({
  describe: kafkaDescribe,
  name: 'Kafka',
  async start() {
    const [kafka, postgres] = await Promise.all([startKafka(), startPostgres()]);
    const databaseUrl = await postgres.freshDatabase();
    return {
      databaseUrl,
      open: () =>
        Promise.resolve(new KafkaTransport({ brokers: kafka.brokers, clientId: 'specs' }, pino({ level: 'silent' }))),
      stop: async () => {
        await postgres.stop();
        await kafka.stop();
      },
    };
  },
});
