/** One event in a service's outbox: what is stored is what is published. */
export interface OutboxRow {
  eventId: string;
  topic: string;
  key: string;
  value: string;
}
