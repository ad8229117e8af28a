import { languages } from '@redress/contracts';
import type { PolicyFiles } from './policy-files.js';
import { specialClasses } from './policy.js';
import type { Finding } from './problems.js';

interface Place {
  file: string;
  label: string;
}

/** Checks that examples and tuning cases belong to classes that exist, and that no sentence has two classes. */
export function checkExamples({ examples, tuning, categories }: PolicyFiles): Finding[] {
  const allowed = categories && [...categories.categories.map(({ id }) => id), ...specialClasses];
  const isUnknown = (label: string): boolean => allowed !== undefined && !allowed.includes(label);
  const findings: Finding[] = [];
  const seen = new Map<string, Place>();
  for (const language of languages) {
    const file = `examples.${language}.yaml`;
    for (const [label, sentences] of Object.entries(examples[language] ?? {})) {
      if (isUnknown(label)) findings.push(unknownClass(file, [label], label, allowed));
      for (const [index, sentence] of sentences.entries()) {
        const known = seen.get(sentence);
        if (!known) seen.set(sentence, { file, label });
        else findings.push(doubled(file, [label, index], known));
      }
    }
  }
  for (const [index, one] of (tuning?.cases ?? []).entries()) {
    const path = ['cases', index];
    if (isUnknown(one.class)) findings.push(unknownClass('tuning.yaml', [...path, 'class'], one.class, allowed));
    for (const [at, label] of one.or.entries())
      if (isUnknown(label)) findings.push(unknownClass('tuning.yaml', [...path, 'or', at], label, allowed));
  }
  return findings;
}

function unknownClass(file: string, path: PropertyKey[], label: string, allowed?: readonly string[]): Finding {
  return {
    file,
    path,
    message: `"${label}" is neither a category nor a special class`,
    messageZh: `“${label}”既不是类别也不是特殊类`,
    ...(allowed && { allowed }),
  };
}

function doubled(file: string, path: PropertyKey[], known: Place): Finding {
  return {
    file,
    path,
    message: `is the same sentence as one under "${known.label}" in ${known.file}`,
    messageZh: `这句话在 ${known.file} 的“${known.label}”下已经有了`,
  };
}
