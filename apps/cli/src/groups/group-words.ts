import type { Language } from '@redress/contracts';

export interface GroupWords {
  heading: readonly string[];
  none: string;
  unknown(group: string): string;
  inUse(group: string): string;
  dropped(group: string): string;
}

export const groupWords: Readonly<Record<Language, GroupWords>> = {
  en: {
    heading: ['group', 'topic', 'members', 'lag', 'last seen'],
    none: 'No group has read anything yet.',
    unknown: (group) => `There is no group "${group}": see \`redress groups list\`.`,
    inUse: (group) =>
      `${group} is in use: stop the service that reads for it, wait 10 seconds, and try again. Nothing was changed.`,
    dropped: (group) =>
      `${group} is dropped: its offsets are deleted, and events are no longer kept for it. ` +
      'If its service starts again, it reads the topic from the oldest event that is still there, ' +
      'and skips the events that its inbox knows.',
  },
  'zh-CN': {
    heading: ['消费组', '主题', '成员', '积压', '最近活动'],
    none: '还没有消费组读取过事件。',
    unknown: (group) => `没有消费组“${group}”：请查看 \`redress groups list\`。`,
    inUse: (group) => `${group} 正在使用：请先停止读取它的服务，等待 10 秒后再试。没有做任何更改。`,
    dropped: (group) =>
      `${group} 已删除：读取位置已清除，事件不再为它保留。如果它的服务再次启动，将从主题中现存最早的事件读起，并跳过收件箱中已有的事件。`,
  },
  'zh-TW': {
    heading: ['消費群組', '主題', '成員', '積壓', '最近活動'],
    none: '還沒有消費群組讀取過事件。',
    unknown: (group) => `沒有消費群組「${group}」：請查看 \`redress groups list\`。`,
    inUse: (group) => `${group} 正在使用：請先停止讀取它的服務，等待 10 秒後再試。沒有做任何變更。`,
    dropped: (group) =>
      `${group} 已刪除：讀取位置已清除，事件不再為它保留。如果它的服務再次啟動，將從主題中現存最早的事件讀起，並略過收件匣中已有的事件。`,
  },
};
