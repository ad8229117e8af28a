import { count, serviceConfig } from '@redress/runtime';
import addressparser from 'nodemailer/lib/addressparser';
import { z } from 'zod';
import { isSendable } from './email/mime.rules.js';

/** `Name <address>` or a bare address. */
const mailbox = z.string().transform((text, context) => {
  const [first, ...more] = addressparser(text, { flatten: true });
  if (first && more.length === 0 && first.address && isSendable(first.address)) return { name: first.name, address: first.address };
  context.addIssue('not a mail address');
  return z.NEVER;
});

/** What the notifier needs to know besides the common variables. */
export const notifierConfig = z
  .object({
    SMTP_URL: z
      .string()
      .refine((text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== '')
      .optional()
      .describe('the mail server, smtp://user:password@host:587 or smtps://… (absent: mails are shown on /mailbox instead of sent)'),
    MAIL_FROM: mailbox.optional().describe('who mails are from, as "Example Telecom <noreply@example.com>"; together with SMTP_URL'),
    NOTIFIER_CONNECTIONS: count(8, 1, 200, 'mails under way at once, each on a connection of its own'),
    NOTIFIER_SMTP_TIMEOUT: count(30, 1, 600, 'seconds the mail server may take for one answer'),
  })
  .superRefine(({ SMTP_URL, MAIL_FROM }, context) => {
    if (SMTP_URL && !MAIL_FROM) context.addIssue({ code: 'custom', path: ['MAIL_FROM'], message: 'it goes together with SMTP_URL' });
  });

export class NotifierConfig extends serviceConfig(notifierConfig) {}
