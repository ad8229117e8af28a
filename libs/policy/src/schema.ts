import { kind, language, severity, tier, departmentId } from '@redress/contracts';
import { z } from 'zod';
import { readSignal } from './signal.js';
import { readTerm, termForms } from './term.js';

/** The files of a policy folder. Unknown keys are refused everywhere, so that a misspelled key is not ignored. */

/** A text with a condition, and the messages for when it does not hold. */
function textThat(holds: (text: string) => boolean, message: string, messageZh: string, allowed?: readonly string[]) {
  return z.string().superRefine((text, context) => {
    if (!holds(text)) context.addIssue({ code: 'custom', message, params: { messageZh, allowed } });
  });
}

const id = textThat(
  (text) => departmentId.safeParse(text).success,
  'must be an id: lower-case letters, digits and hyphens, starting with a letter',
  '必须是标识：小写字母、数字和连字符，以字母开头',
);
const words = textThat((text) => text.trim() !== '', 'must not be blank', '不能为空');
const texts = z.strictObject({ 'zh-CN': words, 'zh-TW': words, en: words });
const signal = textThat(
  (text) => readSignal(text) !== undefined,
  'must be words, joined by … where others may stand between, with | between alternatives',
  '必须是词语；中间可隔其他字的用 … 连接，可互换的用 | 分开',
);
const signals = z.array(signal);
const date = textThat((text) => isDate(text), 'must be a date', '必须是日期', ['2026-10-01']);
const timeOfDay = textThat((text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text), 'must be a time of day', '必须是时刻', [
  '09:00',
  '18:00',
]);
const timeZone = textThat(isTimeZone, 'must be an IANA time zone', '必须是 IANA 时区', [
  'Asia/Shanghai',
  'Asia/Taipei',
]);
const colour = textThat((text) => /^#[0-9a-f]{6}$/i.test(text), 'must be a colour', '必须是颜色', ['#0b5cad']);
const term = z.string().transform((text, context) => {
  const read = readTerm(text);
  if (read) return read;
  context.addIssue({
    code: 'custom',
    message: 'must be a length of time',
    params: { messageZh: '必须是时长', allowed: termForms },
  });
  return z.NEVER;
});

/** Signals without weights. */
const plainSignals = z.strictObject({ zh: signals, en: signals });
/** Signals with weights: strong 3, usual 2, weak 1, `not` minus 3. */
const weighing = z.strictObject({
  strong: signals.optional(),
  usual: signals.optional(),
  weak: signals.optional(),
  not: signals.optional(),
});
const question = z.strictObject({ id, text: texts });

export const operatorFile = z.strictObject({
  id,
  name: texts,
  hotline: words,
  accent: colour,
  trackingHost: words.optional(),
  timeZone,
  languages: z.array(language).min(1),
  approval: z.enum(['none', 'before-dispatch']),
  /** Whether the complaint office reads a department's answer before the customer does. */
  answers: z.enum(['released', 'direct']).prefault('released'),
  emergency: z.strictObject({ text: texts, signals: signals.min(1), phones: z.array(words).min(1) }).optional(),
  privacyNotice: z.strictObject({ version: words, text: texts }),
});

export const departmentsFile = z.strictObject({
  departments: z
    .array(
      z.strictObject({
        id,
        name: texts,
        lead: words.optional(),
        workOrder: z.strictObject({ contact: z.boolean() }).prefault({ contact: false }),
      }),
    )
    .min(1),
});

export const categoriesFile = z.strictObject({
  /** Asked when no category is known yet. */
  questions: z.array(question).max(3),
  categories: z
    .array(
      z.strictObject({
        id,
        department: id,
        name: texts,
        kind: kind.optional(),
        severity: severity.optional(),
        /** Its answer clock; default: `answer`. */
        clock: id.optional(),
        /**
         * About the handling of a case: other categories have priority if the text also describes a problem of a
         * service.
         */
        yields: z.boolean().prefault(false),
        signals: z.strictObject({ zh: weighing, en: weighing }),
        examples: z.array(words).prefault([]),
        questions: z.array(question).max(3).prefault([]),
      }),
    )
    .min(1),
});

export const signalsFile = z.strictObject({
  /** A category is certain if it has the weight `enough`, and `lead` times the weight of the second. */
  thresholds: z.strictObject({
    enough: z.number().positive(),
    lead: z.number().min(1),
    /** The share of assigned complaints whose department must be right, by the tuning cases. */
    precision: z.number().min(0.5).max(0.999).prefault(0.95),
  }),
  kinds: z.strictObject({
    complaint: plainSignals,
    enquiry: plainSignals,
    suggestion: plainSignals,
    praise: plainSignals,
  }),
  grievance: plainSignals,
  advertising: plainSignals,
  negations: plainSignals,
  outside: z.strictObject({
    bodies: z.array(
      z.strictObject({
        id: words,
        kind: z.enum(['regulator', 'press', 'lawyer']),
        name: texts,
        mentions: signals.min(1),
        threats: signals.prefault([]),
        evidence: signals.prefault([]),
      }),
    ),
    announced: plainSignals,
    involved: plainSignals,
  }),
  flags: z.array(z.strictObject({ id, severity: severity.optional(), tier: tier.optional(), signals: plainSignals })),
});

export const clocksFile = z.strictObject({
  clocks: z.record(id, z.strictObject({ within: term, notBefore: term.optional(), source: words })),
});

export const calendarFile = z.strictObject({
  businessHours: z.strictObject({ from: timeOfDay, to: timeOfDay }),
  corrections: z.array(z.strictObject({ date, working: z.boolean(), source: words })),
});

export const phrasesFile = z.record(z.string(), words);

/** Sentences as customers write them, by category or special class. */
export const examplesFile = z.record(id, z.array(words));

/** Sentences with the answers of an experienced clerk, from which the threshold for assigning is set. */
export const tuningFile = z.strictObject({
  cases: z.array(z.strictObject({ text: words, class: id, or: z.array(id).prefault([]) })),
});

function isDate(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function isTimeZone(text: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}
