import { lengthOf, maxTextLength, type Language } from '@redress/contracts';
import { cleanText } from '@redress/intake';
import { z } from 'zod';

export const steps = ['text', 'questions', 'contact', 'check'] as const;
export type Step = (typeof steps)[number];

/** Fields of one line, by their names in the page's form. */
export const lineFields = [
  'name',
  'phone',
  'email',
  'replyBy',
  'callTimes',
  'aboutRelation',
  'aboutAccount',
  'aboutAddress',
] as const;
export type LineField = (typeof lineFields)[number];

/** All that was typed so far. It travels in hidden fields of the pages; the server stores nothing before it is sent. */
export interface Draft {
  /** Names the draft (`PageKeys`): the same key and body are one complaint. */
  key: string;
  text: string;
  answers: Record<string, string>;
  fields: Partial<Record<LineField, string>>;
}

export const answerPrefix = 'answer.';
/** A policy asks at most six questions; the limit only bounds the work. */
const mostAnswers = 10;

/** The fields of a posted form. Anything else counts as a form without fields. */
export const formBody = z.record(z.string(), z.unknown()).catch({});
export type FormBody = Readonly<z.infer<typeof formBody>>;

/** Reads what the page sent; unexpected fields are ignored. `readKey` gives the draft's key from the field `key`. */
export function readDraft(body: FormBody, readKey: (sent: string) => string): Draft {
  const answers = Object.keys(body)
    .filter((name) => /^answer\.[a-z0-9-]{1,60}$/.test(name))
    .slice(0, mostAnswers)
    .map((name) => [name.slice(answerPrefix.length), valueOf(body, name).trim()] as const)
    .filter(([, answer]) => answer !== '');
  return {
    key: readKey(valueOf(body, 'key')),
    text: valueOf(body, 'text'),
    answers: Object.fromEntries(answers),
    fields: Object.fromEntries(
      lineFields.map((name) => [name, valueOf(body, name).trim()]).filter(([, value]) => value !== ''),
    ),
  };
}

/** One field as text, with LF as line break (forms send CRLF). */
export function valueOf(body: FormBody, name: string): string {
  const value = body[name];
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? cleanText(first).replace(/\r\n?/g, '\n') : '';
}

/** The equivalent body of `POST /api/complaints`. */
export function requestOf(draft: Draft, language: Language): Record<string, unknown> {
  const { fields } = draft;
  const about = present({ relation: fields.aboutRelation, account: fields.aboutAccount, address: fields.aboutAddress });
  const answers = Object.entries(draft.answers).map(([question, answer]) => ({ question, answer }));
  return {
    text: draft.text,
    customer: {
      ...present({
        name: fields.name,
        phone: fields.phone,
        email: fields.email,
        replyBy: fields.replyBy,
        callTimes: fields.callTimes,
      }),
      language,
    },
    ...(Object.keys(about).length > 0 && { about }),
    ...(answers.length > 0 && { answers }),
  };
}

/** The step and the field where a path of the request body is typed. */
export function placeOf(path: string, draft: Draft): { step: Step; field: string } {
  if (path === 'text') return { step: 'text', field: 'text' };
  const answer = /^answers\.(\d+)/.exec(path);
  if (answer) return { step: 'questions', field: answerPrefix + (Object.keys(draft.answers)[Number(answer[1])] ?? '') };
  const about = /^about\.(\w)(\w*)$/.exec(path);
  if (about) return { step: 'contact', field: `about${about[1]!.toUpperCase()}${about[2]}` };
  const field = path.replace('customer.', '');
  return { step: 'contact', field: (lineFields as readonly string[]).includes(field) ? field : 'phone' };
}

/** The problem of the text itself, before anything else is asked. */
export function textProblem(text: string): 'text-missing' | 'text-too-long' | undefined {
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(text)) return 'text-missing';
  return text.length > maxTextLength && lengthOf(text) > maxTextLength ? 'text-too-long' : undefined;
}

function present(fields: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
