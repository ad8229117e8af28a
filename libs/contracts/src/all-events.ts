import type { EventDefinition } from './define-event.js';
import { complaintReceived } from './events/complaint-received.js';
import { decisions } from './events/decisions.js';
import { messageReceived } from './events/message-received.js';
import { deliveries } from './events/notifications.js';
import { departmentReplies, workOrderAssigned, workOrderChanged, workOrderWithdrawn } from './events/work-orders.js';

/** Every event of the contract. The generated documents and the fixtures are checked against this list. */
export const allEvents: readonly EventDefinition[] = [
  complaintReceived,
  messageReceived,
  ...decisions,
  workOrderAssigned,
  workOrderWithdrawn,
  ...departmentReplies,
  workOrderChanged,
  ...deliveries,
];
