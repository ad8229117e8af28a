import type { z } from 'zod';
import { ContractError, decodeEnvelope, type Event } from './envelope.js';

/** Converts `data` of one version to `data` of the next. */
export type Upcast = (data: Record<string, unknown>) => Record<string, unknown>;

/** How readers apply an event: see {@link EventDefinition.content}. */
export type EventContent = 'snapshot' | 'fact';

/** One event type of the contract, with everything that is needed to write and read it. */
export interface EventDefinition<D = unknown> {
  /** Without the `redress.` prefix: `complaint.received`. */
  readonly name: string;
  readonly type: string;
  /**
   * Where it is published. Each department has its own queue, so a queue's topic is a pattern:
   * `queue.<department>`.
   */
  readonly topic: string;
  readonly version: number;
  readonly dataschema: string;
  /**
   * `snapshot`: the complete current state of the subject. Readers compare `sequence` per source and subject, and an
   * older or equal one changes nothing. `fact`: something that happened. Readers apply it once per source and id,
   * regardless of its sequence.
   */
  readonly content: EventContent;
  readonly summary: string;
  readonly data: z.ZodType<D>;
  readonly upcasts: Readonly<Record<number, Upcast>>;
}

/** The event that a definition describes, as a reader gets it. */
export type EventOf<Definition> = Definition extends EventDefinition<infer D> ? Event<D> : never;

/**
 * Defines an event.
 *
 * @throws RangeError unless every older version has an upcast to the next
 */
export function defineEvent<S extends z.ZodType>(definition: {
  type: string;
  topic: string;
  version: number;
  content: EventContent;
  summary: string;
  data: S;
  upcasts?: Record<number, Upcast>;
}): EventDefinition<z.infer<S>> {
  const { type, topic, version, content, summary, data, upcasts = {} } = definition;
  for (let from = 1; from < version; from++) {
    if (!upcasts[from]) throw new RangeError(`${type}: the upcast from version ${from} is missing.`);
  }
  return {
    name: type,
    type: `redress.${type}`,
    topic,
    version,
    dataschema: `urn:redress:${type}:${version}`,
    content,
    summary,
    data: data as unknown as z.ZodType<z.infer<S>>,
    upcasts,
  };
}

/**
 * Reads one event as the newest version of its definition. Unknown fields are dropped. Returns undefined if no
 * definition has its type.
 *
 * @throws ContractError if the bytes are not an event, or the event is of a newer version or invalid
 */
export function readEvent<D>(bytes: Buffer | string, definitions: readonly EventDefinition<D>[]): Event<D> | undefined {
  const event = decodeEnvelope(bytes);
  const definition = definitions.find((candidate) => candidate.type === event.type);
  return definition && { ...event, data: readData(event, definition) };
}

function readData<D>(event: Event, definition: EventDefinition<D>): D {
  const version = Number(event.dataschema.slice(event.dataschema.lastIndexOf(':') + 1));
  if (!Number.isInteger(version) || version < 1)
    throw new ContractError('not-an-event', 'dataschema does not end in a version.');
  if (version > definition.version)
    throw new ContractError(
      'newer-version',
      `${definition.name} has version ${version}; this reader knows up to ${definition.version}.`,
    );
  let data = event.data;
  for (let from = version; from < definition.version; from++)
    data = definition.upcasts[from]!(data as Record<string, unknown>);
  const result = definition.data.safeParse(data);
  if (result.success) return result.data;
  const places = result.error.issues.map((issue) => `${issue.path.join('.') || 'data'} (${issue.code})`);
  throw new ContractError('bad-data', `${definition.name}: ${[...new Set(places)].slice(0, 10).join(', ')}`);
}
