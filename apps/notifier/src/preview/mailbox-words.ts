import { languages, type Language } from '@redress/contracts';
import { chooseLanguage } from '@redress/policy';

/** The texts of the staff pages. They belong to the product and not to the policy. */
export interface MailboxWords {
  title: string;
  explained: string;
  empty: string;
  mail: string;
  sms: string;
  to: string;
  number: string;
  shown: string;
  asText: string;
  asHtml: string;
  older: string;
  newest: string;
  back: string;
}

export const mailboxWords: Readonly<Record<Language, MailboxWords>> = {
  'zh-CN': {
    title: '预览信箱',
    explained: '没有配置发送，以下邮件和短信只显示在这里，没有发给客户。',
    empty: '还没有消息。提交一份投诉后，回执会出现在这里。',
    mail: '邮件',
    sms: '短信',
    to: '本应发给',
    number: '编号',
    shown: '时间',
    asText: '纯文本',
    asHtml: '邮件正文',
    older: '更早',
    newest: '最新',
    back: '返回预览信箱',
  },
  'zh-TW': {
    title: '預覽信箱',
    explained: '尚未設定寄送，以下郵件與簡訊只顯示在這裡，沒有寄給客戶。',
    empty: '還沒有訊息。送出一份投訴後，回執會出現在這裡。',
    mail: '郵件',
    sms: '簡訊',
    to: '原本要寄給',
    number: '編號',
    shown: '時間',
    asText: '純文字',
    asHtml: '郵件內容',
    older: '較早',
    newest: '最新',
    back: '返回預覽信箱',
  },
  en: {
    title: 'Preview mailbox',
    explained:
      'No sending is configured: these mails and text messages are only shown here and did not go to the customer.',
    empty: 'Nothing yet. Send in a complaint, and its receipt will be here.',
    mail: 'Mail',
    sms: 'Text message',
    to: 'Would have been sent to',
    number: 'Number',
    shown: 'Time',
    asText: 'Plain text',
    asHtml: 'Mail',
    older: 'Older',
    newest: 'Newest',
    back: 'Back to the preview mailbox',
  },
};

/** The first language of Accept-Language that staff pages have; Simplified Chinese if there is none. */
export function staffLanguage(accepted: string | undefined): Language {
  return chooseLanguage({ accepted }, languages);
}
