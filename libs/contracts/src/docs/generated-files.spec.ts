import { describe, expect, it } from '@jest/globals';
import { Parser } from '@asyncapi/parser';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allEvents } from '../all-events.js';
import { encodeEvent } from '../envelope.js';
import { sampleOf } from '../spec/samples.js';
import { generatedFiles } from './generated-files.js';
import { eventSchema } from './json-schema.js';

describe('docs/contracts', () => {
  it.each([...generatedFiles().keys()])('%s matches the schemas (npm run contracts writes it)', (name) => {
    expect(readFileSync(join(import.meta.dirname, '../../../../docs/contracts', name), 'utf8')).toBe(
      generatedFiles().get(name),
    );
  });

  it('is a valid AsyncAPI 3 document', async () => {
    const { document, diagnostics } = await new Parser().parse(generatedFiles().get('asyncapi.json')!);
    expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
    expect(document?.version()).toBe('3.0.0');
    expect(document?.channels().length).toBe(7);
  });

  it.each(allEvents.map((event) => [event.name, event] as const))('describes the published form of %s', (_, event) => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const validate = ajv.compile(eventSchema(event));
    const written = JSON.parse(encodeEvent(sampleOf(event))) as Record<string, unknown>;
    expect([validate(written), validate.errors]).toEqual([true, null]);
    expect(validate({ ...written, sequence: 7 })).toBe(false);
    const [first] = Object.keys(written['data'] as object);
    expect(validate({ ...written, data: { ...(written['data'] as object), [first!]: 'x' } })).toBe(false);
  });

  it('marks personal data', () => {
    expect(JSON.stringify(eventSchema(allEvents[0]!))).toContain('"x-personal":true');
  });
});
