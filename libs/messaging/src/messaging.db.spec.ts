import { describe } from '@jest/globals';
import { startPostgres } from '@redress/testing';
import { pino } from 'pino';
import { PostgresTransport } from './index.js';
import { describeMessaging } from './spec/carrier-suite.js';

describeMessaging({
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
