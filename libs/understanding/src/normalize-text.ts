import { Converter } from 'opencc-js/t2cn';

/** Converts Traditional Chinese, including Taiwan's vocabulary, to Simplified Chinese (寬頻 → 宽带). */
const simplify = Converter({ from: 'twp', to: 'cn' });
const han = /\p{Script=Han}/u;

/**
 * Normalizes a text for matching: NFKC, Simplified Chinese, lower case, straight quotes, one space for each run of
 * white space. Texts and signals are both normalized, so a policy needs signals in Simplified Chinese only.
 */
export function normalizeText(text: string): string {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
  // 帐单 and 账单 are two spellings of the same word; so are 帐号 and 账号.
  return han.test(folded) ? simplify(folded).replaceAll('帐', '账') : folded;
}
