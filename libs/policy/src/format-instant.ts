import type { Language } from '@redress/contracts';
import { civilTime } from './civil-time.js';
import type { Policy } from './policy.js';

/** en-GB: the day before the month. */
const locales: Readonly<Record<Language, string>> = { 'zh-CN': 'zh-CN', 'zh-TW': 'zh-TW', en: 'en-GB' };

/**
 * An instant in the policy's time zone, for the middle of a sentence: `今天 14:05`, `明天 18:00`, `11月24日 18:00`, in
 * another year `2027年1月4日 18:00`; in English `today 14:05`, `24 November 18:00`. `now` determines which day is today.
 */
export function formatInstant(policy: Policy, language: Language, at: Date, now: Date): string {
  const { date, minute } = civilTime(policy.timeZone, at);
  const today = civilTime(policy.timeZone, now).date;
  const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  return `${dayOf(language, date, today)} ${time}`;
}

function dayOf(language: Language, date: string, today: string): string {
  const midnight = new Date(`${date}T00:00:00Z`);
  const days = (midnight.getTime() - Date.parse(`${today}T00:00:00Z`)) / 86_400_000;
  const { near, sameYear, otherYear } = (formats[language] ??= formatsOf(locales[language]));
  if (Math.abs(days) <= 1) return near.format(days, 'day');
  return (date.slice(0, 4) === today.slice(0, 4) ? sameYear : otherYear).format(midnight);
}

interface Formats {
  near: Intl.RelativeTimeFormat;
  sameYear: Intl.DateTimeFormat;
  otherYear: Intl.DateTimeFormat;
}

/** Cached: creating a formatter costs a hundred times as much as using it. */
const formats: Partial<Record<Language, Formats>> = {};

function formatsOf(locale: string): Formats {
  const day = { timeZone: 'UTC', month: 'long', day: 'numeric' } as const;
  return {
    near: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
    sameYear: new Intl.DateTimeFormat(locale, { ...day, timeZone: 'UTC' }),
    otherYear: new Intl.DateTimeFormat(locale, { ...day, timeZone: 'UTC', year: 'numeric' }),
  };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
