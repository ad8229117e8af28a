export { PermanentError, ReferenceConflict, StoreUnavailable } from './errors.js';
export { failureOf, framesOf, type Failure } from './failure.js';
export { Coalescer } from './coalescer.js';
export { partitionOf } from './partition.rules.js';
export {
  Transport,
  type BatchOutcome,
  type BatchReader,
  type GroupLag,
  type IncomingRecord,
  type OutgoingRecord,
  type Subscription,
  type TopicChange,
} from './transport.js';
export { messagingMigrations } from './migrations.js';
export { Messaging, type MessagingOptions } from './messaging.js';
export { Outbox } from './outbox/outbox.js';
export { Publisher } from './outbox/publisher.js';
export { Transaction } from './outbox/transaction.js';
export { writeEvent, type NewEvent } from './outbox/new-event.js';
export type { OutboxRow } from './outbox/outbox-row.js';
export { relayAfter } from './outbox/outbox-table.js';
export { ParkedEvents, type ParkedEvent } from './consume/parked-events.js';
export type { ConsumptionDefinition, EventHandler } from './consume/consumption.js';
export { Consumes, ConsumesEach } from './nest/consumes.js';
export { MessagingServer } from './nest/messaging-server.js';
export { KafkaTransport } from './kafka/kafka-transport.js';
export type { KafkaSettings } from './kafka/kafka-settings.js';
export { PostgresTransport } from './postgres/postgres-transport.js';
