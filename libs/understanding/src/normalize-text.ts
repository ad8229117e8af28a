import { Converter } from 'opencc-js/t2cn';

/** Taiwan's characters and words to the mainland's (寬頻 → 宽带); simplified text passes through. */
const simplify = Converter({ from: 'twp', to: 'cn' });
const traditional = /\p{Script=Han}/u;

/**
 * Text as signals are matched against: NFKC, Simplified Chinese, lower case, straight quotes, one space for any run of white space.
 * Both sides go through it, so a policy is written in Simplified Chinese only.
 */
export function normalizeText(text: string): string {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
  // 帐单 and 账单 are the same word; so are 帐号 and 账号.
  return traditional.test(folded) ? simplify(folded).replaceAll('帐', '账') : folded;
}
