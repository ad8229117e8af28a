import type { Channel, Language } from '@redress/contracts';

/** Labels of a printed work order, in the order they are shown. */
export const labels = {
  answerBy: { 'zh-CN': '答复期限', 'zh-TW': '答覆期限', en: 'answer by' },
  contactBy: { 'zh-CN': '首次联系', 'zh-TW': '首次聯絡', en: 'contact by' },
  received: { 'zh-CN': '收到', 'zh-TW': '收到', en: 'received' },
  customer: { 'zh-CN': '客户', 'zh-TW': '客戶', en: 'customer' },
  reach: { 'zh-CN': '联系方式', 'zh-TW': '聯絡方式', en: 'reach by' },
  about: { 'zh-CN': '涉及', 'zh-TW': '涉及', en: 'about' },
  where: { 'zh-CN': '地点', 'zh-TW': '地點', en: 'where' },
  when: { 'zh-CN': '发生', 'zh-TW': '發生', en: 'happened' },
  service: { 'zh-CN': '业务', 'zh-TW': '業務', en: 'service' },
  employee: { 'zh-CN': '员工', 'zh-TW': '員工', en: 'employee' },
  flags: { 'zh-CN': '标记', 'zh-TW': '標記', en: 'flags' },
  wish: { 'zh-CN': '期望', 'zh-TW': '期望', en: 'wish' },
  text: { 'zh-CN': '内容', 'zh-TW': '內容', en: 'text' },
} as const satisfies Record<string, Record<Language, string>>;

export type Label = keyof typeof labels;

export const severityWords: Record<'minor' | 'moderate' | 'major', Record<Language, string>> = {
  minor: { 'zh-CN': '轻微', 'zh-TW': '輕微', en: 'minor' },
  moderate: { 'zh-CN': '中度', 'zh-TW': '中度', en: 'moderate' },
  major: { 'zh-CN': '重大', 'zh-TW': '重大', en: 'major' },
};

export const dangerWord: Record<Language, string> = { 'zh-CN': '危险', 'zh-TW': '危險', en: 'DANGER' };

export const replyWords: Record<'phone' | 'sms' | 'email' | 'chat' | 'letter', Record<Language, string>> = {
  phone: { 'zh-CN': '打电话', 'zh-TW': '打電話', en: 'phone' },
  sms: { 'zh-CN': '短信', 'zh-TW': '簡訊', en: 'text message' },
  email: { 'zh-CN': '邮件', 'zh-TW': '郵件', en: 'e-mail' },
  chat: { 'zh-CN': '聊天', 'zh-TW': '聊天', en: 'chat' },
  letter: { 'zh-CN': '信件', 'zh-TW': '信件', en: 'letter' },
};

export const tierWords: Record<'blue' | 'yellow' | 'red', Record<Language, string>> = {
  blue: { 'zh-CN': '蓝', 'zh-TW': '藍', en: 'blue' },
  yellow: { 'zh-CN': '黄', 'zh-TW': '黃', en: 'yellow' },
  red: { 'zh-CN': '红', 'zh-TW': '紅', en: 'red' },
};

export const channelWords: Record<Channel, Record<Language, string>> = {
  hotline: { 'zh-CN': '热线', 'zh-TW': '熱線', en: 'hotline' },
  email: { 'zh-CN': '邮件', 'zh-TW': '郵件', en: 'e-mail' },
  social: { 'zh-CN': '社交媒体', 'zh-TW': '社群媒體', en: 'social' },
  form: { 'zh-CN': '网页表单', 'zh-TW': '網頁表單', en: 'form' },
  clerk: { 'zh-CN': '人工录入', 'zh-TW': '人工輸入', en: 'clerk' },
  other: { 'zh-CN': '其他渠道', 'zh-TW': '其他管道', en: 'other channel' },
};
