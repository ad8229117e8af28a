import { languages, type Language } from '@redress/contracts';

/** The language a person reads: asked for by name, remembered, or the first of their browser's that the policy offers. */
export function chooseLanguage(
  wishes: { asked?: unknown; remembered?: unknown; accepted?: string | undefined },
  offered: readonly Language[],
): Language {
  const named = [wishes.asked, wishes.remembered].map(toLanguage).find((language) => language && offered.includes(language));
  if (named) return named;
  for (const tag of (wishes.accepted ?? '').slice(0, 500).split(',')) {
    const language = toLanguage(tag.split(';')[0]?.trim());
    if (language && offered.includes(language)) return language;
  }
  return offered[0] ?? 'zh-CN';
}

function toLanguage(tag: unknown): Language | undefined {
  if (typeof tag !== 'string') return undefined;
  const exact = languages.find((language) => language.toLowerCase() === tag.toLowerCase());
  if (exact) return exact;
  if (/^zh-(tw|hk|mo|hant)\b/i.test(tag)) return 'zh-TW';
  if (/^zh\b/i.test(tag)) return 'zh-CN';
  return /^en\b/i.test(tag) ? 'en' : undefined;
}
