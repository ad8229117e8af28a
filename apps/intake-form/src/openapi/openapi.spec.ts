import { describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { readFile } from 'node:fs/promises';
import { openApiDocument } from './openapi-document.js';

describe('openapi.json', () => {
  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(
      JSON.parse(JSON.stringify(openApiDocument())) as Record<string, never>,
    );
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
  });

  it('refuses unknown fields, as the interface does', () => {
    const { components } = openApiDocument() as {
      components: { schemas: Record<string, { additionalProperties?: boolean }> };
    };
    expect(components.schemas['SubmitComplaint']?.additionalProperties).toBe(false);
  });

  it('equals docs/contracts/openapi.json (npm run contracts writes it)', async () => {
    const written: unknown = JSON.parse(
      await readFile(new URL('../../../../docs/contracts/openapi.json', import.meta.url), 'utf8'),
    );
    expect(written).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
  });
});
