import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { topics } from '../topics.js';
import { growing, instant, language } from '../words.js';

const notification = z.object({
  number: z.string().regex(/^\d{16}$/),
  notification: z.uuid().describe('the id of the message'),
  purpose: growing(['acknowledgement']),
  over: growing(['email', 'sms', 'preview']),
  language,
  attempt: z.int().positive(),
  at: instant,
});

export const notificationSent = defineEvent({
  type: 'notification.sent',
  topic: topics.deliveries,
  version: 1,
  content: 'fact',
  summary: 'A message was sent: the mail server or gateway has accepted it.',
  data: notification,
});

export const notificationFailed = defineEvent({
  type: 'notification.failed',
  topic: topics.deliveries,
  version: 1,
  content: 'fact',
  summary: 'A message could not be sent and is not retried.',
  data: notification.extend({ reason: z.string().max(60).describe('a code, never the text of an error') }),
});

export const notificationSuppressed = defineEvent({
  type: 'notification.suppressed',
  topic: topics.deliveries,
  version: 1,
  content: 'fact',
  summary: 'A message was requested and deliberately not sent.',
  data: notification.extend({ reason: z.string().max(60) }),
});

export const deliveries = [notificationSent, notificationFailed, notificationSuppressed] as const;
export type Notification = z.infer<typeof notification>;
