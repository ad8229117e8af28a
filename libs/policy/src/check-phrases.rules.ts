import { languages } from '@redress/contracts';
import { addedPhrases, retiredPhraseKeys } from './phrase-history.js';
import { phraseKeys } from './phrase-keys.js';
import { placeholdersOf } from './phrase.js';
import type { Finding } from './problems.js';
import type { PolicyFiles } from './policy-files.js';

/**
 * Checks that each language has every text the product needs, with its placeholders, and no unknown text.
 * A policy written for an earlier release passes: new texts have defaults, texts that are no longer used are ignored.
 */
export function checkPhrases(phrases: PolicyFiles['phrases']): Finding[] {
  return languages.flatMap((language) => {
    const file = `phrases.${language}.yaml`;
    const book = phrases[language];
    if (!book) return [];
    const missing = Object.keys(phraseKeys)
      .filter((key) => !(key in book) && !(key in addedPhrases))
      .map((key) => ({ file, path: [key], message: 'is missing', messageZh: '缺少这一句' }));
    return [...missing, ...Object.entries(book).flatMap(([key, text]) => checkPhrase(file, key, text))];
  });
}

function checkPhrase(file: string, key: string, text: string): Finding[] {
  if (retiredPhraseKeys.has(key)) return [];
  const path = [key];
  const needed: readonly string[] | undefined = (phraseKeys as Record<string, readonly string[]>)[key];
  if (!needed) return [{ file, path, message: 'is a text the product does not use', messageZh: '产品不使用这一句' }];
  const used = placeholdersOf(text);
  const allowed = needed.map((name) => `{${name}}`);
  return [
    ...needed
      .filter((name) => !used.includes(name))
      .map((name) => ({ file, path, message: `must contain {${name}}`, messageZh: `必须包含 {${name}}`, allowed })),
    ...used
      .filter((name) => !needed.includes(name))
      .map((name) => ({
        file,
        path,
        message: `has {${name}}, which is never filled in`,
        messageZh: `含有不会被填写的 {${name}}`,
        allowed,
      })),
  ];
}
