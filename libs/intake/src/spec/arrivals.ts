import type { ComplaintArrival, MessageArrival } from '../accept/arrival.js';

/** Luhn-valid, and nobody's. */
export const card = '4111111111111111';

export function complaint(
  reference: string,
  changes: Partial<ComplaintArrival['complaint']> = {},
  content?: string,
): ComplaintArrival {
  return {
    reference,
    ...(content !== undefined && { content }),
    complaint: {
      origin: 'customer',
      receivedAt: new Date().toISOString(),
      text: '断网',
      language: 'zh-CN',
      customer: { phone: '+8613812345678' },
      ...changes,
    },
  };
}

/** The digest of the content is the changes themselves. */
export function message(
  about: string,
  reference: string,
  changes: Partial<MessageArrival['message']> = {},
): MessageArrival {
  const [sentAt, receivedAt] = ['2026-11-25T01:00:00.000Z', '2026-11-25T01:00:02.000Z'];
  const content = JSON.stringify(changes);
  return { reference, content, about, message: { kind: 'addition', sentAt, receivedAt, ...changes } };
}
