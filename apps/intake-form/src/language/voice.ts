import type { Language } from '@redress/contracts';
import { formatInstant, phrase, type PhraseKey, type Policy } from '@redress/policy';

/** The operator's phrases in one language, and the time of the request. */
export interface Voice {
  policy: Policy;
  language: Language;
  now: Date;
  say: (key: PhraseKey, params?: Record<string, string | number>) => string;
  /** An instant in the time zone of the policy: `今天 14:05`. */
  at: (instant: Date) => string;
}

export function voiceOf(policy: Policy, language: Language, now: Date): Voice {
  return {
    policy,
    language,
    now,
    say: (key, params) => phrase(policy, language, key, params),
    at: (instant) => formatInstant(policy, language, instant, now),
  };
}
