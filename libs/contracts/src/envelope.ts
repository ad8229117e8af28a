/**
 * An event as Redress transports it: CloudEvents 1.0 in structured mode
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md), with the extensions `sequence` (ten digits, so
 * that text order is number order) and `traceparent` (W3C Trace Context).
 */
export interface Event<D = unknown> {
  specversion: '1.0';
  /** UUIDv7. Two records with the same id are the same event. */
  id: string;
  /** `urn:redress:<installation>:<service>` */
  source: string;
  /** `redress.complaint.received` */
  type: string;
  /** The id of the entity that the event is about; also the key, within which events keep their order. */
  subject: string;
  /** When it happened: UTC, RFC 3339 with Z. */
  time: string;
  datacontenttype: 'application/json';
  /** `urn:redress:complaint.received:1`: the last part is the version of `data`. */
  dataschema: string;
  /** Counted from 1 per source and subject. Readers compare it for snapshots, and only for those. */
  sequence: number;
  traceparent?: string;
  data: D;
}

export const eventContentType = 'application/cloudevents+json';

/** A larger event is refused before it is stored. In bytes of UTF-8. */
export const maxEventBytes = 256 * 1024;

/** The bytes are not an event that a reader can process. A retry cannot succeed. The message contains no content. */
export class ContractError extends Error {
  constructor(
    readonly code: 'not-json' | 'not-an-event' | 'newer-version' | 'bad-data' | 'too-large',
    message: string,
  ) {
    super(message);
    this.name = 'ContractError';
  }
}

/**
 * The JSON text of an event, which is stored and published byte for byte.
 *
 * @throws ContractError `too-large` above {@link maxEventBytes}
 */
export function encodeEvent(event: Event): string {
  const text = JSON.stringify({ ...event, sequence: event.sequence.toString().padStart(10, '0') });
  if (text.length > maxEventBytes / 3 && Buffer.byteLength(text) > maxEventBytes)
    throw new ContractError('too-large', `An event may have at most ${maxEventBytes} bytes.`);
  return text;
}

/**
 * Reads the envelope, without `data`.
 *
 * @throws ContractError `not-json` or `not-an-event`
 */
export function decodeEnvelope(bytes: Buffer | string): Event {
  let parsed: unknown;
  try {
    parsed = JSON.parse(typeof bytes === 'string' ? bytes : bytes.toString('utf8'));
  } catch {
    throw new ContractError('not-json', 'The message is not JSON.');
  }
  if (typeof parsed !== 'object' || parsed === null)
    throw new ContractError('not-an-event', 'The message is not a JSON object.');
  const event = parsed as Record<string, unknown>;
  const missing = ['id', 'source', 'type', 'subject', 'time', 'dataschema'].filter(
    (name) => typeof event[name] !== 'string' || event[name] === '',
  );
  const sequence = Number(event['sequence']);
  if (event['specversion'] !== '1.0') missing.unshift('specversion');
  if (!Number.isSafeInteger(sequence) || sequence < 1) missing.push('sequence');
  if (missing.length > 0)
    throw new ContractError(
      'not-an-event',
      `Not a CloudEvents 1.0 event of Redress: ${missing.join(', ')} missing or wrong.`,
    );
  return { ...event, sequence } as unknown as Event;
}
