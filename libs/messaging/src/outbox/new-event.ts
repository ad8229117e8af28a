import { encodeEvent, newId, type Event, type EventDefinition } from '@redress/contracts';
import type { OutboxRow } from './outbox-row.js';

/** An event as a service emits it. Id, source, time and sequence are added when the event is written. */
export interface NewEvent<D = unknown> {
  definition: EventDefinition<D>;
  /** Required if the definition names a pattern of topics: `queue.network`. Default: the topic of the definition. */
  topic?: string;
  /** The id of the entity that the event is about. */
  subject: string;
  data: D;
  /** W3C Trace Context of the request or event that caused this one. */
  traceparent?: string | undefined;
}

/** The service that writes an event. Its `source` is `urn:redress:<installation>:<service>`. */
export interface Writer {
  source: string;
  now: () => Date;
}

const unnumbered = 0;

/**
 * Builds and encodes the complete event. Afterwards only these bytes are stored and published.
 *
 * @param sequence the number of the event; omitted if {@link numbered} adds it later
 * @throws ContractError `too-large`
 */
export function writeEvent<D>(event: NewEvent<D>, writer: Writer, sequence: number = unnumbered): OutboxRow {
  const whole: Event<D> = {
    specversion: '1.0',
    id: newId(),
    source: writer.source,
    type: event.definition.type,
    subject: event.subject,
    time: writer.now().toISOString(),
    datacontenttype: 'application/json',
    dataschema: event.definition.dataschema,
    sequence,
    ...(event.traceparent && { traceparent: event.traceparent }),
    data: event.data,
  };
  return {
    eventId: whole.id,
    topic: event.topic ?? event.definition.topic,
    key: event.subject,
    value: encodeEvent(whole),
  };
}

const placeholder = '"sequence":"0000000000"';

/**
 * Returns the row with its sequence. (The first match is the envelope's own field: quotes inside JSON strings are
 * escaped.)
 */
export function numbered(row: OutboxRow, sequence: number): OutboxRow {
  return { ...row, value: row.value.replace(placeholder, `"sequence":"${sequence.toString().padStart(10, '0')}"`) };
}
