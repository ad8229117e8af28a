import type { Language } from '@redress/contracts';

/** Messages that are printed besides the work orders. */
export const tailWords: Readonly<Record<Language, { ends: string; databaseStopped: string }>> = {
  'zh-CN': {
    ends: '按 Ctrl-C 结束',
    databaseStopped: '数据库停止了，读不到新的工单。重新启动 Redress 后，请再运行这条命令。',
  },
  'zh-TW': {
    ends: '按 Ctrl-C 結束',
    databaseStopped: '資料庫停止了，讀不到新的工單。重新啟動 Redress 後，請再執行這道指令。',
  },
  en: {
    ends: 'press Ctrl-C to stop',
    databaseStopped:
      'The database stopped: no further work orders can be read. Start Redress again, then run this command again.',
  },
};
