import type { Language } from '@redress/contracts';

/** One thing that is wrong with a policy folder, and where. */
export interface Problem {
  /** File name inside the folder, `categories.yaml`. */
  file: string;
  /** Counted from 1; 1 where the file as a whole is meant. */
  line: number;
  /** `categories[3].department`; empty where the file as a whole is meant. */
  path: string;
  message: string;
  messageZh: string;
  allowed?: string[];
}

/** A problem before its line has been looked up. */
export interface Finding {
  file: string;
  path: readonly PropertyKey[];
  message: string;
  messageZh: string;
  allowed?: readonly string[];
}

/** Thrown for a policy that cannot be used. Carries every problem at once; its message lists them in English, `messageZh` in Chinese. */
export class PolicyError extends Error {
  readonly messageZh: string;

  constructor(readonly problems: readonly Problem[]) {
    super(`The policy cannot be used:\n${describeProblems(problems, 'en')}`);
    this.name = 'PolicyError';
    this.messageZh = `这份策略不能使用：\n${describeProblems(problems, 'zh-CN')}`;
  }
}

/** One line a problem, in file and line order, ready for a terminal. English for `en`, Simplified Chinese otherwise. */
export function describeProblems(problems: readonly Problem[], language: Language): string {
  const order = [...problems].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
  return order.map((problem) => (language === 'en' ? english(problem) : chinese(problem))).join('\n');
}

function english({ file, line, path, message, allowed }: Problem): string {
  return `${file}:${line}  ${path ? `${path} ` : ''}${message}.${allowed ? ` Allowed: ${allowed.join(', ')}.` : ''}`;
}

function chinese({ file, line, path, messageZh, allowed }: Problem): string {
  return `${file} 第 ${line} 行  ${path ? `${path} ` : ''}${messageZh}。${allowed ? `可用：${allowed.join('、')}。` : ''}`;
}

/** `['categories', 3, 'department']` → `categories[3].department`. */
export function showPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((shown, key) => (typeof key === 'number' ? `${shown}[${key}]` : `${shown}${shown && '.'}${String(key)}`), '');
}
