import { expect, it } from '@jest/globals';
import { normalizeText } from './normalize-text.js';

it.each([
  ['家裡寬頻斷線，簡訊也收不到', '家里宽带断线,短信也收不到'],
  ['帳單', '账单'],
  ['帐号', '账号'],
  ['ＷｉＦｉ  ５Ｇ', 'wifi 5g'],
  ['It Doesn’t Work', "it doesn't work"],
  ['  two\n lines ', 'two lines'],
  ['', ''],
])('normalizes %j to %j', (text, expected) => expect(normalizeText(text)).toBe(expected));

it('does not change simplified text', () => {
  const text = '宽带网络的信号质量,软件和短信';
  expect(normalizeText(text)).toBe(text);
});
