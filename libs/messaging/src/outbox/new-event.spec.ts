import { expect, it } from '@jest/globals';
import { decodeEnvelope, defineEvent } from '@redress/contracts';
import { z } from 'zod';
import { numbered, writeEvent } from './new-event.js';

const said = defineEvent({
  type: 'thing.said',
  topic: 'things',
  version: 1,
  content: 'fact',
  summary: 'for specs',
  data: z.object({ words: z.string() }),
});

it('numbers the envelope and leaves data that looks like a sequence alone', () => {
  const words = '"sequence":"0000000000"';
  const row = writeEvent(
    { definition: said, subject: words, data: { words } },
    { source: words, now: () => new Date() },
  );
  const event = decodeEnvelope(numbered(row, 42).value);
  expect(event).toMatchObject({ sequence: 42, subject: words, source: words, data: { words } });
});
