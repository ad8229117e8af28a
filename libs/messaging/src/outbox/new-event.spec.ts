import { expect, it } from '@jest/globals';
import { decodeEnvelope, defineEvent } from '@redress/contracts';
import { z } from 'zod';
import { numbered, writeEvent } from './new-event.js';

const noteAdded = defineEvent({
  type: 'note.added',
  topic: 'notes',
  version: 1,
  content: 'fact',
  summary: 'for specs',
  data: z.object({ words: z.string() }),
});

it('numbers the envelope and does not change data that looks like a sequence', () => {
  const words = '"sequence":"0000000000"';
  const row = writeEvent(
    { definition: noteAdded, subject: words, data: { words } },
    { source: words, now: () => new Date() },
  );
  const event = decodeEnvelope(numbered(row, 42).value);
  expect(event).toMatchObject({ sequence: 42, subject: words, source: words, data: { words } });
});
