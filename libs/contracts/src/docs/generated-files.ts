import { allEvents } from '../all-events.js';
import { asyncApi } from './asyncapi.js';
import { eventSchema } from './json-schema.js';

/** Every generated document of docs/contracts: file name → text. */
export function generatedFiles(): Map<string, string> {
  const text = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;
  const schemas = allEvents.map((event): [string, string] => [
    `events/${event.name}.${event.version}.schema.json`,
    text({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: event.dataschema,
      title: event.type,
      description: event.summary,
      ...eventSchema(event),
    }),
  ]);
  return new Map([['asyncapi.json', text(asyncApi())], ...schemas]);
}
