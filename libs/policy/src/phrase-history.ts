import { languages, type Language } from '@redress/contracts';
import type { PhraseKey } from './phrase-keys.js';

/**
 * Default texts of the phrase keys added since the first release. A policy written before does not have them and must
 * still load after an upgrade; a policy that has them replaces them.
 */
export const addedPhrases: Readonly<Partial<Record<PhraseKey, Readonly<Record<Language, string>>>>> = {
  'page.sent.changed': {
    'zh-CN': '您后来改了内容，已提交的那一份不变。您写的都在这里，可以作为新的投诉提交。',
    'zh-TW': '您後來改了內容，已送出的那一份不變。您寫的都在這裡，可以作為新的投訴送出。',
    en: 'You have changed it since; what was sent stays as it was. All that you wrote is still here: you can send it as a new complaint.',
  },
  'page.unconfirmed': {
    'zh-CN':
      '没能确认这次提交是从本页面发出的，所以还没有收下。请再提交一次。如果一直这样，请换一个浏览器，或者拨打 {hotline}',
    'zh-TW':
      '無法確認這次送出是從本頁面發出的，所以還沒有收下。請再送出一次。如果一直這樣，請換一個瀏覽器，或撥打 {hotline}',
    en: 'We could not confirm that this came from our own page, so we have not taken it yet. Please send it again. If that does not help, use another browser or call {hotline}',
  },
  'error.charset': {
    'zh-CN':
      '这次提交的文字编码不对，读不出来，所以没有收下。请返回上一页再提交一次；用程序提交的，请使用 UTF-8 编码。',
    'zh-TW':
      '這次送出的文字編碼不對，無法讀取，所以沒有收下。請返回上一頁再送出一次；用程式送出的，請使用 UTF-8 編碼。',
    en: 'We could not read the characters of what was sent, so we did not take it. Please go back and send it again; a program must send UTF-8.',
  },
  'tracking.accepted': {
    'zh-CN': '{department}已接单，正在处理',
    'zh-TW': '{department}已接手，正在處理',
    en: 'Accepted by {department}, which is working on it',
  },
  'tracking.progressed': {
    'zh-CN': '{department}的进展',
    'zh-TW': '{department}的進度',
    en: 'How far it is, from {department}',
  },
  'tracking.answered': {
    'zh-CN': '{department}已答复您',
    'zh-TW': '{department}已答覆您',
    en: 'Answered by {department}',
  },
};

/** Keys that earlier releases used. A policy may still have them. */
export const retiredPhraseKeys: ReadonlySet<string> = new Set([
  'form.title',
  'reply.chat',
  'reply.letter',
  'receipt.due',
  'kind.complaint',
  'kind.report',
  'kind.fault',
  'kind.enquiry',
  'kind.suggestion',
  'kind.praise',
  'channel.hotline',
  'channel.email',
  'channel.social',
  'channel.form',
  'channel.clerk',
  'page.sent.text',
  'page.sent.view',
]);

type Phrases = Readonly<Record<Language, Readonly<Record<string, string>>>>;

/** The phrases of a policy, completed by the defaults of keys that it does not have. */
export function withAddedPhrases(phrases: Phrases): Phrases {
  return Object.fromEntries(
    languages.map((language) => {
      const defaults = Object.entries(addedPhrases).map(([key, texts]) => [key, texts[language]] as const);
      return [language, { ...Object.fromEntries(defaults), ...phrases[language] }];
    }),
  ) as Phrases;
}
