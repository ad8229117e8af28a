import { z } from 'zod';

/** The field's words (docs/glossary.md) as closed lists. Adding a value is a new version of the events that carry it. */
export const languages = ['zh-CN', 'zh-TW', 'en'] as const;
export type Language = (typeof languages)[number];
export const language = z.enum(languages);

export const kinds = ['complaint', 'report', 'fault', 'enquiry', 'suggestion', 'praise'] as const;
export type Kind = (typeof kinds)[number];
export const kind = z.enum(kinds);

export const severities = ['minor', 'moderate', 'major'] as const;
export type Severity = (typeof severities)[number];
export const severity = z.enum(severities);

export const tiers = ['blue', 'yellow', 'red'] as const;
export type Tier = (typeof tiers)[number];
export const tier = z.enum(tiers);

/** The technical way a complaint arrived; `clerk` = typed in from paper or a conversation. */
export const channels = ['hotline', 'email', 'social', 'form', 'clerk'] as const;
export type Channel = (typeof channels)[number];
export const channel = z.enum(channels);

/** Who sent it, whatever the channel. */
export const origins = [
  'customer',
  'counter',
  'letter',
  'letter-box',
  'leader-day',
  '12345',
  'telecom-regulator',
  '12398',
  '12315',
  'consumer-association',
  'press',
  'platform',
] as const;
export type Origin = (typeof origins)[number];
export const origin = z.enum(origins);

export const replyWays = ['phone', 'sms', 'email', 'chat', 'letter'] as const;
export type ReplyBy = (typeof replyWays)[number];
export const replyBy = z.enum(replyWays);

/** Departments and categories are policy; their ids are part of the public contract and safe in topic names. */
export const departmentId = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);
export const categoryId = departmentId;

/** An instant: RFC 3339 in UTC with Z. */
export const instant = z.iso.datetime();
