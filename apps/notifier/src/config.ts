import { count, serviceConfig } from '@redress/runtime';
import addressparser from 'nodemailer/lib/addressparser';
import { z } from 'zod';
import { isSendable } from './email/address.rules.js';

/** Reads `Name <address>` or only an address. */
const mailbox = z.string().transform((text, context) => {
  const [first, ...more] = addressparser(text, { flatten: true });
  if (first && more.length === 0 && first.address && isSendable(first.address))
    return { name: first.name, address: first.address };
  context.addIssue('not a mail address');
  return z.NEVER;
});

/** The environment variables of the notifier. */
const variables = z
  .object({
    SMTP_URL: z
      .string()
      .refine((text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== '')
      .optional()
      .describe(
        'the mail server, smtp://user:password@host:587 or smtps://… (absent: mails are not sent but shown on /mailbox)',
      ),
    MAIL_FROM: mailbox
      .optional()
      .describe('the sender of mails, as "Example Telecom <noreply@example.com>"; required with SMTP_URL'),
    NOTIFIER_CONNECTIONS: count(8, 1, 200, 'mails sent at the same time, each on its own connection'),
    NOTIFIER_SMTP_TIMEOUT: count(30, 1, 600, 'seconds to wait for a reply of the mail server'),
  })
  .superRefine(({ SMTP_URL, MAIL_FROM }, context) => {
    if (SMTP_URL && !MAIL_FROM)
      context.addIssue({ code: 'custom', path: ['MAIL_FROM'], message: 'it is required with SMTP_URL' });
  });

export class NotifierConfig extends serviceConfig(variables) {}
