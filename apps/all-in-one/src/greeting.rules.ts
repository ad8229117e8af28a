/** What the greeting needs to know about the running installation. */
export interface Running {
  operator: { zh: string; en: string };
  publicUrl: string;
  opsUrl: string;
  /** Absent if the database is not the embedded one. */
  home?: string;
  transport: 'kafka' | 'postgres';
  /** Whether mails are sent by a mail server; otherwise they are shown in the preview mailbox. */
  mailIsSent: boolean;
  seconds: number;
}

/** The addresses to open and how to stop, in Chinese and English. */
export function greeting(running: Running): string {
  const { operator, publicUrl, opsUrl, home, transport, mailIsSent, seconds } = running;
  const mailbox = mailIsSent
    ? ['确认邮件由您的邮件服务器发出', 'Confirmations are sent by your mail server']
    : ['信箱：本应发出的确认邮件', 'Preview mailbox: the mails that would have been sent'];
  const rows: [string, string, string][] = [
    ['客户页面：在这里写投诉', 'For customers: write a complaint here', `${publicUrl}/`],
    [mailbox[0]!, mailbox[1]!, mailIsSent ? '' : `${opsUrl}/mailbox`],
    ['部门收到的工单', 'A work order as a department receives it', 'npm run redress -- queue tail field-service'],
    ['停止', 'Stop', 'Ctrl + C'],
  ];
  const lines = rows.map(([zh, en, where]) => `  ${zh} · ${en}\n${where ? `      ${where}\n` : ''}`);
  const facts = [
    home === undefined ? '' : `  数据保存在 · Data is stored in ${home}`,
    transport === 'kafka' ? '  事件经由 Kafka · Events are transported by Kafka' : '',
  ].filter(Boolean);
  return [
    '',
    `Redress 已启动 · is running (${seconds.toFixed(1)} s)  ${operator.zh} · ${operator.en}`,
    '',
    lines.join('\n').trimEnd(),
    ...(facts.length > 0 ? ['', ...facts] : []),
    '',
    '',
  ].join('\n');
}
