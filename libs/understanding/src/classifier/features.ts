import { normalizeText } from '../normalize-text.js';

/** Chinese characters in a row, a Latin word, a number, or any other sign. */
const token = /\p{Script=Han}+|[\p{Script=Latin}']+|\p{Number}[\p{Number}.,:%-]*|[^\s]/gu;
const han = /^\p{Script=Han}/u;
const latin = /^\p{Script=Latin}/u;
const number = /^\p{Number}/u;
const longestHan = 3;
const latinParts = { shortest: 3, longest: 4 } as const;
/** A complaint has at most 20,000 characters; what it is about is told in the first and the last of them. */
const longestText = 4_000;

/**
 * Counts the n-grams of a text: of Chinese, sequences of one to three characters; of Latin script, words, pairs of
 * neighbouring words and sequences of three and four letters. All numbers count as the same word, so that neither
 * amounts nor phone numbers nor addresses are learned. The text is normalized first (Traditional to Simplified, NFKC,
 * lower case), unless the caller has it in that form.
 */
export function ngramsOf(text: string, normalized = normalizeText(text)): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (ngram: string): void => void counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  let previous = '';
  for (const [part] of shortened(normalized).matchAll(token)) {
    if (han.test(part)) addHan([...part], add);
    const word = latin.test(part) ? part : number.test(part) ? '0' : '';
    if (word) addWord(word, previous, add);
    previous = word;
  }
  return counts;
}

function addHan(characters: readonly string[], add: (ngram: string) => void): void {
  for (let from = 0; from < characters.length; from++) {
    let ngram = '';
    for (let to = from; to < Math.min(from + longestHan, characters.length); to++) add((ngram += characters[to]!));
  }
}

/** Pairs are written with a space, parts with the borders of their word as `_`. */
function addWord(word: string, previous: string, add: (ngram: string) => void): void {
  add(`${word} `);
  if (previous) add(`${previous} ${word}`);
  const bordered = `_${word}_`;
  for (let length = latinParts.shortest; length <= latinParts.longest; length++)
    for (let from = 0; from + length <= bordered.length; from++) add(bordered.slice(from, from + length));
}

function shortened(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText / 2)} ${text.slice(-longestText / 2)}`;
}
