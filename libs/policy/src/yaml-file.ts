import { LineCounter, isAlias, isMap, isPair, isScalar, isSeq, parseDocument, type Node } from 'yaml';
import type { Finding } from './problems.js';

/** A parsed YAML file of the policy: its data, its syntax errors, and the lines of its paths. */
export interface YamlFile {
  readonly name: string;
  readonly data: unknown;
  readonly findings: readonly (Finding & { line: number })[];
  /** The line (from 1) of the deepest part of `path` that exists. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Parses YAML 1.2. Never throws: syntax errors are `findings`, and then `data` is undefined. */
export function readYaml(name: string, source: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const findings = document.errors.map((error) => ({
    ...writing(name, error.message),
    line: lines.linePos(error.pos[0]).line,
  }));
  let data: unknown;
  if (findings.length === 0) {
    try {
      data = document.toJS();
    } catch (error) {
      findings.push({ ...writing(name, error instanceof Error ? error.message : 'cannot be read'), line: 1 });
    }
  }
  return { name, data, findings, lineOf: (path) => lines.linePos(offsetOf(document.contents, path)).line || 1 };
}

function writing(file: string, error: string): Finding {
  return {
    file,
    path: [],
    message: `is not well written YAML: ${error.replace(/\.$/, '')}`,
    messageZh: `YAML 写法有误：${error.replace(/\.$/, '')}`,
  };
}

function offsetOf(contents: unknown, path: readonly PropertyKey[]): number {
  let node = contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key),
      );
      offset = startOf(pair?.key) ?? offset;
      node = pair?.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  // The line of a value in a list or on its own line; a value behind its key is on the key's line.
  return isScalar(node) && !isAlias(node) ? (startOf(node) ?? offset) : offset;
}

function startOf(node: unknown): number | undefined {
  return (node as Node | undefined)?.range?.[0];
}
