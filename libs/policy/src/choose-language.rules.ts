import { languages, type Language } from '@redress/contracts';

export interface LanguageWishes {
  /** Named in the request, for example `?lang=en`. */
  asked?: unknown;
  /** From a cookie of an earlier request. */
  remembered?: unknown;
  /** The Accept-Language header (RFC 9110 §12.5.4). */
  accepted?: string | undefined;
}

/**
 * The language of the response: the requested one, otherwise the remembered one, otherwise the preferred one of
 * Accept-Language, each only if it is offered; otherwise the first offered one. Variants of Chinese count as zh-CN or
 * zh-TW by script and region.
 */
export function chooseLanguage(wishes: LanguageWishes, offered: readonly Language[]): Language {
  const candidates = [wishes.asked, wishes.remembered, ...preferredTags(wishes.accepted ?? '')];
  const found = candidates.map(toLanguage).find((language) => language && offered.includes(language));
  return found ?? offered[0] ?? 'zh-CN';
}

/** The tags of an Accept-Language header, best first. */
function preferredTags(header: string): string[] {
  return header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim());
      const quality = parameters.find((parameter) => /^q=/i.test(parameter))?.slice(2);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

function toLanguage(tag: unknown): Language | undefined {
  if (typeof tag !== 'string') return undefined;
  const exact = languages.find((language) => language.toLowerCase() === tag.toLowerCase());
  if (exact) return exact;
  if (/^zh-(tw|hk|mo|hant)\b/i.test(tag)) return 'zh-TW';
  if (/^zh\b/i.test(tag)) return 'zh-CN';
  return /^en\b/i.test(tag) ? 'en' : undefined;
}
