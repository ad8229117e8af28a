import { encodeEvent, newId, type Event, type EventDefinition } from '@redress/contracts';
import type { OutboxRow } from './outbox-row.js';

/** What a service says of an event; id, source and time are added when it is written. */
export interface NewEvent<D = unknown> {
  definition: EventDefinition<D>;
  /** Only for events whose definition names a pattern of topics: `queue.network`. */
  topic?: string;
  /** The id of what it is about. */
  subject: string;
  /** Counted from 1 per subject by the service that writes. */
  sequence: number;
  data: D;
  traceparent?: string;
}

/** Who writes: `urn:redress:<installation>:<service>`. */
export interface Writer {
  source: string;
  now: () => Date;
}

/** The finished event: from here on only its bytes travel. Throws ContractError `too-large`. */
export function writeEvent<D>(event: NewEvent<D>, writer: Writer): OutboxRow {
  const whole: Event<D> = {
    specversion: '1.0',
    id: newId(),
    source: writer.source,
    type: event.definition.type,
    subject: event.subject,
    time: writer.now().toISOString(),
    datacontenttype: 'application/json',
    dataschema: event.definition.dataschema,
    sequence: event.sequence,
    ...(event.traceparent && { traceparent: event.traceparent }),
    data: event.data,
  };
  return { eventId: whole.id, topic: event.topic ?? event.definition.topic, key: event.subject, value: encodeEvent(whole) };
}
