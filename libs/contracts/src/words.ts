import { z } from 'zod';

// The terms of docs/glossary.md. A `z.enum` list is closed: a new value requires a new version of the events that
// contain it. A `growing` list gets new values without a new version.

/** The value that a reader gets for a field of a growing list: a value that it knows, or `other`. */
export type Growing<T extends readonly string[]> = T[number] | 'other';

/**
 * A list of values that grows. On the wire it is any short string; a reader that does not know a value yet gets
 * `other`. A service that passes the value on therefore publishes `other`.
 */
export function growing<const T extends readonly string[]>(known: T) {
  return z
    .string()
    .min(1)
    .max(60)
    .meta({ knownValues: known })
    .transform((value): Growing<T> => (known.includes(value) ? value : 'other'));
}

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

/** The technical channel on which a complaint arrived; `clerk`: typed in from paper or a conversation. */
export const channels = ['hotline', 'email', 'social', 'form', 'clerk'] as const;
export type Channel = Growing<typeof channels>;
export const channel = growing(channels);

/** The sender of the complaint, independent of the channel. */
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
export type Origin = Growing<typeof origins>;
export const origin = growing(origins);

export const replyWays = ['phone', 'sms', 'email', 'chat', 'letter'] as const;
export const replyBy = z.enum(replyWays);

/**
 * Departments and categories come from the policy. Their ids are part of the public contract and safe in topic names.
 */
export const departmentId = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);
export const categoryId = departmentId;

/** Where a department must act: the unit, and the units that it belongs to, the largest first. */
export const unit = z.object({ id: departmentId, within: z.array(departmentId).max(10) });

/** An instant: RFC 3339 in UTC with Z. */
export const instant = z.iso.datetime();
