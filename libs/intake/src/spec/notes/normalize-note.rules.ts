import type { ComplaintArrival, MessageArrival } from '../../accept/arrival.js';
import { cleanText } from '../../clean.rules.js';
import { readPhone } from '../../contact.rules.js';

/** What the outside hands over in this example: a note on paper, with the name of its scan. */
export interface Note {
  scan: string;
  writtenBy: string;
  words: string;
  /** The id of a complaint, where the note answers a letter about it. */
  about?: string;
}

/** The scan names the note: it is one message, however often it is read. */
export function normalizeNote(note: Note, now: Date): ComplaintArrival | MessageArrival {
  const text = cleanText(note.words);
  const phone = readPhone(note.writtenBy);
  const receivedAt = now.toISOString();
  if (note.about !== undefined) {
    const contact = phone ? { contact: { phone } } : {};
    const said = { kind: 'addition', text, sentAt: receivedAt, receivedAt } as const;
    return { reference: note.scan, about: note.about, message: said, ...contact };
  }
  const customer = phone ? { phone, replyBy: 'letter' as const } : {};
  return { reference: note.scan, complaint: { origin: 'letter', receivedAt, text, language: 'zh-CN', customer } };
}
