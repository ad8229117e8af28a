import { messagingMigrations } from '@redress/messaging';
import { defineService } from '@redress/runtime';
import { z } from 'zod';
import { Decisions1763720000000 } from './decide/migrations.js';
import { RoutingModule } from './routing.module.js';

/** Decides who must answer a complaint; it alone writes into the departments' queues. */
export const routing = defineService({
  name: 'routing',
  database: { schema: 'routing', migrations: [...messagingMigrations('routing', { ledger: false }), Decisions1763720000000] },
  config: z.object({}),
  publicPaths: [],
  staffPaths: [],
  module: () => RoutingModule,
});
