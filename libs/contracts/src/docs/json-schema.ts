import { z } from 'zod';
import type { EventDefinition } from '../define-event.js';

type JsonSchema = Record<string, unknown>;

/**
 * JSON Schema (draft 2020-12 or draft 7) of the input of a zod schema. The personal mark becomes `x-personal`; the
 * values of a growing list become `x-known-values`, because a schema that listed them as `enum` would make its users
 * refuse new ones.
 */
function jsonSchema(schema: z.ZodType, target: 'draft-2020-12' | 'draft-7' = 'draft-2020-12'): JsonSchema {
  const { $schema: _, ...document } = z.toJSONSchema(schema, {
    target,
    io: 'input',
    // Readers ignore unknown fields: a later version may add some.
    override: ({ jsonSchema: node }) => {
      delete node.additionalProperties;
      rename(node, 'personal', 'x-personal');
      rename(node, 'knownValues', 'x-known-values');
    },
  });
  return document;
}

function rename(node: JsonSchema, from: string, to: string): void {
  if (!(from in node)) return;
  node[to] = node[from];
  delete node[from];
}

/** The complete event on the wire: envelope and data. */
export function eventSchema(
  definition: EventDefinition,
  target: 'draft-2020-12' | 'draft-7' = 'draft-2020-12',
): JsonSchema {
  const text = { type: 'string', minLength: 1 };
  return {
    'x-content': definition.content,
    type: 'object',
    required: [
      'specversion',
      'id',
      'source',
      'type',
      'subject',
      'time',
      'datacontenttype',
      'dataschema',
      'sequence',
      'data',
    ],
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
