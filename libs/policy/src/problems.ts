import type { Language } from '@redress/contracts';

/** One problem of a policy folder, and its place. */
export interface Problem {
  /** File name inside the folder (`categories.yaml`), or `.` for the folder itself. */
  file: string;
  /** From 1; 1 for a problem of the whole file. */
  line: number;
  /** `categories[3].department`; empty for a problem of the whole file. */
  path: string;
  message: string;
  messageZh: string;
  allowed?: string[];
}

/** A problem whose line is not yet known. */
export interface Finding {
  file: string;
  path: readonly PropertyKey[];
  message: string;
  messageZh: string;
  allowed?: readonly string[];
}

/** A policy cannot be used. Contains every problem; `message` lists them in English, `messageZh` in Chinese. */
export class PolicyError extends Error {
  readonly messageZh: string;

  constructor(readonly problems: readonly Problem[]) {
    super(`The policy cannot be used:\n${describeProblems(problems, 'en')}`);
    this.name = 'PolicyError';
    this.messageZh = `这份策略不能使用：\n${describeProblems(problems, 'zh-CN')}`;
  }
}

/** One line for each problem, by file and line. English for `en`, Simplified Chinese otherwise. */
function describeProblems(problems: readonly Problem[], language: Language): string {
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
  return path.reduce<string>(
    (shown, key) => (typeof key === 'number' ? `${shown}[${key}]` : `${shown}${shown && '.'}${String(key)}`),
    '',
  );
}
