/** One event in a service's outbox. `value` is stored and published byte for byte. */
export interface OutboxRow {
  eventId: string;
  topic: string;
  key: string;
  value: string;
}
