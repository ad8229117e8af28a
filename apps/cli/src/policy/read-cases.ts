import { parse } from 'csv-parse/sync';
import { specialClasses, type Policy, type TuningCase } from '@redress/policy';
import { CommandFailed } from '../output.js';

/** A case of the file and its line, from 1. */
export interface LabelledCase extends TuningCase {
  line: number;
}

/**
 * Reads labelled cases: a CSV file (RFC 4180, UTF-8) with the columns `text` and `category`, where a category may also
 * be a special class of the policy.
 * @throws CommandFailed with the line of what is wrong
 */
export function readCases(source: string, file: string, policy: Policy): LabelledCase[] {
  const classes = new Set([...policy.categories.map(({ id }) => id), ...specialClasses]);
  const records = parsed(source, file);
  if (records.length === 0) throw new CommandFailed(`${file}: contains no cases.`);
  return records.map(({ record: { text, category }, info: { lines: line } }) => {
    if (!text?.trim()) throw new CommandFailed(`${file}:${line}  has no text. The columns are text and category.`);
    if (!category || !classes.has(category))
      throw new CommandFailed(`${file}:${line}  "${category}" is not a class. Allowed: ${[...classes].join(', ')}.`);
    return { text: text.trim(), class: category, or: [], line };
  });
}

interface Read {
  record: Partial<Record<string, string>>;
  info: { lines: number };
}

function parsed(source: string, file: string): Read[] {
  try {
    return parse(source, { columns: true, info: true, bom: true, skip_empty_lines: true }) as unknown as Read[];
  } catch (error) {
    throw new CommandFailed(`${file}: ${error instanceof Error ? error.message : 'is not a CSV file'}.`);
  }
}
