import type { Language } from '@redress/contracts';
import type { Policy } from './policy.js';

const placeholder = /\{([a-zA-Z]+)\}/g;

/**
 * A text of the operator's phrase book with its `{placeholders}` replaced; nothing is escaped. The loader guarantees
 * that every `PhraseKey` exists.
 * @throws RangeError for an unknown key or a placeholder without a value
 */
export function phrase(
  policy: Policy,
  language: Language,
  key: string,
  params: Readonly<Record<string, string | number>> = {},
): string {
  const text = policy.phrases[language][key];
  if (text === undefined) throw new RangeError(`The phrase book has no "${key}".`);
  return text.replace(placeholder, (_whole, name: string) => {
    const value = params[name];
    if (value === undefined) throw new RangeError(`The phrase "${key}" needs {${name}}.`);
    return String(value);
  });
}

/** The placeholders of a phrase, each once. */
export function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(placeholder)].map(([, name]) => name ?? ''))];
}
