import {
  complaintAccepted,
  complaintProgress,
  idempotencyKey,
  problemDocument,
  submitComplaint,
} from '@redress/contracts';
import { z } from 'zod';

/** zod's JSON Schema (draft 2020-12, as OpenAPI 3.1 uses it) without `$schema`, which belongs to whole documents only. */
function schemaOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' }) as Record<string, unknown>;
  return renameMarks(rest) as Record<string, unknown>;
}

/** Writes our mark of personal data as an extension of OpenAPI. */
function renameMarks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renameMarks);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key === 'personal' && inner === true ? 'x-personal' : key,
      renameMarks(inner),
    ]),
  );
}

const json = (name: string) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } });
const problem = (description: string, headers?: Record<string, unknown>) => ({
  description,
  ...(headers && { headers }),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});
const retryAfter = {
  'Retry-After': { description: 'Seconds after which to try again.', schema: { type: 'integer', minimum: 1 } },
};
const acceptLanguage = {
  name: 'Accept-Language',
  in: 'header',
  description: 'The language of names and sentences where the body names none.',
  schema: { type: 'string' },
};

let document: Record<string, unknown> | undefined;

/** The OpenAPI 3.1 description of the public REST interface, generated from the schemas that validate requests. */
export function openApiDocument(): Record<string, unknown> {
  document ??= {
    openapi: '3.1.0',
    info: {
      title: 'Redress: complaint intake',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'Accepted means stored: the number can be given to the customer at once. Problems follow RFC 9457; decide by their `code`.',
    },
    servers: [{ url: '/' }],
    security: [],
    paths: {
      '/api/complaints': {
        post: {
          operationId: 'submitComplaint',
          summary: 'Hand in a complaint',
          parameters: [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: true,
              description:
                'A new one for each complaint. The same key and body give the same answer, however often they are sent.',
              schema: { ...schemaOf(idempotencyKey), minLength: 16, maxLength: 200 },
            },
            acceptLanguage,
          ],
          requestBody: { required: true, content: json('SubmitComplaint') },
          responses: {
            202: { description: 'Stored and numbered.', content: json('ComplaintAccepted') },
            400: problem('Broken JSON, bytes that are not UTF-8, or no usable Idempotency-Key.'),
            409: problem('This Idempotency-Key was used for another body.'),
            413: problem('The body has more than 256 kB.'),
            415: problem('The body is not application/json, or declares another charset than UTF-8.'),
            422: problem(
              "Some fields need another look: `errors` says which and what to do, in the customer's language.",
            ),
            429: problem('Too many for this contact, key or address.', retryAfter),
            503: problem('It could not be stored just now. Send the same again.', retryAfter),
          },
        },
      },
      '/api/complaints/{number}': {
        get: {
          operationId: 'complaintProgress',
          summary: 'See how a complaint stands',
          description:
            'With the token of the signed link (the last part of trackingUrl), or with the 查询码: five tries an hour for one number.',
          security: [{ tokenOrCode: [] }],
          parameters: [
            { name: 'number', in: 'path', required: true, schema: { type: 'string', pattern: '^\\d{16}$' } },
            acceptLanguage,
          ],
          responses: {
            200: { description: 'What happened so far.', content: json('ComplaintProgress') },
            401: problem('Number and secret do not belong together; the same answer where there is no such number.'),
            429: problem('Too many tries.', retryAfter),
            503: problem('The database is unavailable.', retryAfter),
          },
        },
      },
    },
    components: {
      securitySchemes: {
        tokenOrCode: {
          type: 'http',
          scheme: 'bearer',
          description: 'The token of the signed link, or the six digits of the 查询码.',
        },
      },
      schemas: {
        SubmitComplaint: schemaOf(submitComplaint),
        ComplaintAccepted: schemaOf(complaintAccepted),
        ComplaintProgress: schemaOf(complaintProgress),
        Problem: schemaOf(problemDocument),
      },
    },
  };
  return document;
}
