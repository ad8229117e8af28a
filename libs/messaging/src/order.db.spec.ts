import { describe } from '@jest/globals';
import { startPostgres } from '@redress/testing';
import { pino } from 'pino';
import { PostgresTransport } from './index.js';
import { describeOrder } from './spec/order-suite.js';

describeOrder({
  describe,
  name: 'PostgreSQL',
  async start() {
    const postgres = await startPostgres();
    const databaseUrl = await postgres.freshDatabase();
    return {
      databaseUrl,
      open: () => PostgresTransport.open(databaseUrl, pino({ level: 'silent' })),
      stop: () => postgres.stop(),
    };
  },
});
