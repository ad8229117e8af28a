import { allEvents } from '../all-events.js';
import type { EventDefinition } from '../define-event.js';
import { eventContentType } from '../envelope.js';
import { eventSchema } from './json-schema.js';

const key = (text: string): string =>
  text.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '');

/** AsyncAPI 3.0 of all events that Redress publishes, for the developers of the departments' systems. */
export function asyncApi(): Record<string, unknown> {
  const byTopic = new Map<string, EventDefinition[]>();
  for (const event of allEvents) byTopic.set(event.topic, [...(byTopic.get(event.topic) ?? []), event]);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Redress',
      version: '0.1.0',
      license: { name: 'Apache-2.0' },
      description:
        'Events of complaint intake and handling: CloudEvents 1.0 in structured mode, keyed by `subject`. The same event can arrive ' +
        'twice: de-duplicate by `source` and `id`. `x-content` says how to apply an event. A `snapshot` contains the complete current ' +
        'state: ignore one whose `sequence` is less than or equal to the one that you have for its source and subject. A `fact` is ' +
        'applied once per source and id, whatever its sequence is. Ignore unknown fields. `x-known-values` are the values known today ' +
        'of a list that grows without a new version: treat an unknown value as "other". `x-personal` marks personal data.',
    },
    defaultContentType: eventContentType,
    channels: Object.fromEntries(
      [...byTopic].map(([topic, events]) => [
        key(topic),
        {
          address: topic.replace('<department>', '{department}'),
          ...(topic.includes('<department>') && {
            parameters: { department: { description: 'A department id of the policy: `network`.' } },
          }),
          messages: Object.fromEntries(
            events.map((event) => [key(event.name), { $ref: `#/components/messages/${key(event.name)}` }]),
          ),
        },
      ]),
    ),
    operations: Object.fromEntries(
      [...byTopic].map(([topic, events]) => [
        `publish${key(`.${topic}`)}`,
        {
          action: 'send',
          channel: { $ref: `#/channels/${key(topic)}` },
          messages: events.map((event) => ({ $ref: `#/channels/${key(topic)}/messages/${key(event.name)}` })),
        },
      ]),
    ),
    components: {
      messages: Object.fromEntries(
        allEvents.map((event) => [
          key(event.name),
          {
            name: event.type,
            title: event.name,
            summary: event.summary,
            contentType: eventContentType,
            payload: eventSchema(event, 'draft-7'),
          },
        ]),
      ),
    },
  };
}
