import { allEvents } from '../all-events.js';
import type { EventDefinition } from '../define-event.js';
import { eventContentType } from '../envelope.js';
import { eventSchema } from './json-schema.js';

const key = (text: string): string => text.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '');

/** AsyncAPI 3.0 of everything Redress publishes: what a department's developer reads to connect their system. */
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
        'Events of complaint intake and handling: CloudEvents 1.0 in structured mode, keyed by `subject`. The same event can come twice (same `id`); ' +
        'a `sequence` at or below the one a reader has for that source and subject is to be ignored; so are unknown fields. `x-personal` marks personal data.',
    },
    defaultContentType: eventContentType,
    channels: Object.fromEntries(
      [...byTopic].map(([topic, events]) => [
        key(topic),
        {
          address: topic.replace('<department>', '{department}'),
          ...(topic.includes('<department>') && { parameters: { department: { description: 'A department id of the policy: `network`.' } } }),
          messages: Object.fromEntries(events.map((event) => [key(event.name), { $ref: `#/components/messages/${key(event.name)}` }])),
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
          { name: event.type, title: event.name, summary: event.summary, contentType: eventContentType, payload: eventSchema(event, 'draft-7') },
        ]),
      ),
    },
  };
}
