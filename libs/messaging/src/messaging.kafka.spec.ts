import { startPostgres } from '@redress/testing';
import { pino } from 'pino';
import { KafkaTransport } from './index.js';
import { describeCarrier } from './spec/carrier-suite.js';

describeCarrier({
  name: 'Kafka',
  async start() {
    const postgres = await startPostgres();
    const brokers = process.env.KAFKA_BROKERS!;
    const databaseUrl = await postgres.freshDatabase();
    return {
      databaseUrl,
      open: () => Promise.resolve(new KafkaTransport({ brokers, clientId: 'specs' }, pino({ level: 'silent' }))),
      stop: () => postgres.stop(),
    };
  },
});
