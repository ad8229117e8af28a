import { messagingMigrations } from '@redress/messaging';
import { defineService } from '@redress/runtime';
import { RoutingConfig } from './config.js';
import { Decisions1763720000000 } from './decide/migrations.js';
import { WorkOrders1764230000000 } from './work-orders/migrations.js';
import { WorkOrderRow } from './work-orders/work-order.entity.js';
import { RoutingModule } from './routing.module.js';

/** Releases without `routing.sequences` stored the sequence of a complaint's last event in its decision. */
const messagingTables = {
  ledger: false,
  storedSequences: 'SELECT complaint_id AS about, sequence AS last FROM routing.decisions',
};

/** Decides which department must answer a complaint. The only service that writes to the departments' queues. */
export const routing = defineService({
  name: 'routing',
  database: {
    schema: 'routing',
    migrations: [...messagingMigrations('routing', messagingTables), Decisions1763720000000, WorkOrders1764230000000],
    entities: [WorkOrderRow],
  },
  config: RoutingConfig,
  module: RoutingModule,
});
