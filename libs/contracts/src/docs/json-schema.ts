import { z } from 'zod';
import type { EventDefinition } from '../define-event.js';

type JsonSchema = Record<string, unknown>;

/** JSON Schema (draft 2020-12 or draft 7) of a zod schema; the personal mark becomes `x-personal`. */
export function jsonSchema(schema: z.ZodType, target: 'draft-2020-12' | 'draft-7' = 'draft-2020-12'): JsonSchema {
  const { $schema: _, ...document } = z.toJSONSchema(schema, {
    target,
    io: 'output',
    // Readers ignore what they do not know: a later version may add fields.
    override: ({ jsonSchema: node }) => {
      delete node.additionalProperties;
      if ('personal' in node) {
        node['x-personal'] = node['personal'];
        delete node['personal'];
      }
    },
  });
  return document;
}

/** The whole event as it lies on the wire: envelope and data. */
export function eventSchema(definition: EventDefinition, target: 'draft-2020-12' | 'draft-7' = 'draft-2020-12'): JsonSchema {
  const text = { type: 'string', minLength: 1 };
  return {
    type: 'object',
    required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'dataschema', 'sequence', 'data'],
    properties: {
      specversion: { const: '1.0' },
      id: { type: 'string', format: 'uuid' },
      source: { type: 'string', pattern: '^urn:redress:[^:]+:[^:]+$' },
      type: { const: definition.type },
      subject: text,
      time: { type: 'string', format: 'date-time' },
      datacontenttype: { const: 'application/json' },
      dataschema: { const: definition.dataschema },
      sequence: { type: 'string', pattern: '^[0-9]{10}$', description: 'counted per source and subject, from 1' },
      traceparent: text,
      data: jsonSchema(definition.data, target),
    },
  };
}
