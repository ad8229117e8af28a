import { maxTextLength } from '@redress/contracts';
import type { FieldProblem } from '../answers/field-problem.js';

/** The part of a zod issue that is used here. */
export interface Issue {
  code: string;
  path: PropertyKey[];
  keys?: string[];
  maximum?: number | bigint;
  values?: unknown[];
  params?: { code?: string };
  input?: unknown;
}

/** `customer.phone`, `answers.0.answer`. Shortened, because names of unknown fields come from the request. */
export function pathOf(path: readonly PropertyKey[]): string {
  return path.map((part) => String(part).slice(0, 60)).join('.');
}

/** The field problems that a zod issue stands for. */
export function problemOf(issue: Issue, body: unknown): FieldProblem[] {
  const path = pathOf(issue.path);
  if (issue.code === 'unrecognized_keys')
    return (issue.keys ?? [])
      .slice(0, 20)
      .map((key) => ({ path: pathOf([...issue.path, key]), code: 'field-unknown' }));
  if (path === 'text') {
    if (issue.params?.code === 'too-long')
      return [{ path, code: 'text-too-long', params: { max: String(maxTextLength) } }];
    return [{ path, code: 'text-missing' }];
  }
  if (path === '') return [{ path: '', code: 'value-wrong' }];
  if (path === 'customer' && valueAt(body, issue.path) === undefined)
    return [{ path: 'customer.phone', code: 'contact-missing' }];
  if (path === 'customer.phone') return [{ path, code: 'phone-wrong' }];
  if (path === 'customer.email') return [{ path, code: 'email-wrong' }];
  if (path === 'happenedAt') return [{ path, code: 'happened-wrong' }];
  if (issue.code === 'too_big') return [{ path, code: 'value-too-long', params: { max: String(issue.maximum) } }];
  if (issue.code === 'too_small') return [{ path, code: 'value-missing' }];
  if (issue.code === 'invalid_value')
    return [{ path, code: 'value-not-offered', params: { allowed: (issue.values ?? []).join(', ') } }];
  return [{ path, code: valueAt(body, issue.path) === undefined ? 'value-missing' : 'value-wrong' }];
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  let value = body;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}
