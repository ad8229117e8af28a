import { messagingMigrations } from '@redress/messaging';
import { defineService, serviceConfig } from '@redress/runtime';
import { z } from 'zod';
import { Decisions1763720000000 } from './decide/migrations.js';
import { RoutingModule } from './routing.module.js';

export class RoutingConfig extends serviceConfig(z.object({})) {}

/** Decides who must answer a complaint. No other service writes into the departments' queues. */
export const routing = defineService({
  name: 'routing',
  database: { schema: 'routing', migrations: [...messagingMigrations('routing', { ledger: false }), Decisions1763720000000] },
  config: RoutingConfig,
  module: RoutingModule,
});
