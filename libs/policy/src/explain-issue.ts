import type { z } from 'zod';
import type { Finding } from './problems.js';

/** Explains a zod issue to the author of the policy, in English and Chinese. */
export function explainIssue(file: string, data: unknown, issue: z.core.$ZodIssue): Finding[] {
  const path = issue.path;
  const said = (message: string, messageZh: string, allowed?: readonly string[]): Finding[] => [
    { file, path, message, messageZh, allowed },
  ];
  const given = valueAt(data, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        file,
        path: [...path, key],
        message: 'is not known here',
        messageZh: '不是这里可用的项目',
      }));
    case 'invalid_type':
      if (given === undefined || given === null) return said('is missing', '缺少');
      if (issue.expected === 'string') return said('must be text; put it in quotes', '必须是文字，请加引号');
      return said(`must be ${issue.expected}`, `类型必须是 ${issue.expected}`);
    case 'invalid_value':
      if (given === undefined || given === null) return said('is missing', '缺少', issue.values.map(String));
      return said(`"${String(given)}" is not known`, `“${String(given)}”不可用`, issue.values.map(String));
    case 'too_small':
      return said(`must have or be at least ${issue.minimum}`, `至少为 ${issue.minimum}`);
    case 'too_big':
      return said(`must have or be at most ${issue.maximum}`, `至多为 ${issue.maximum}`);
    case 'invalid_key':
      return said('must be an id: lower-case letters, digits and hyphens', '必须是标识：小写字母、数字和连字符');
    case 'custom':
      return said(
        issue.message,
        String(issue.params?.messageZh ?? '不正确'),
        issue.params?.allowed as readonly string[] | undefined,
      );
    default:
      return said(issue.message.toLowerCase(), '不正确');
  }
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    data,
  );
}
