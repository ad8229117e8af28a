import type { z } from 'zod';

/** Something is wrong with the environment. The message names every bad variable and what it may be, and quotes no value. */
export class ConfigError extends Error {
  readonly code = 'bad-configuration';

  constructor(readonly problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ variable, allowed, missing }) => `  ${variable} ${missing ? 'is missing' : 'is wrong'}: ${allowed}`);
    super(
      `Redress cannot start: ${problems.length === 1 ? 'one variable' : `${problems.length} variables`} of the environment need another look.\n${lines.join('\n')}`,
    );
    this.name = 'ConfigError';
  }
}

export interface ConfigProblem {
  variable: string;
  /** What is allowed, in words. */
  allowed: string;
  missing: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the variables that `schema` names; an empty string counts as absent. What is allowed is told by the field's own
 * `.describe()`, so a field without one is a mistake of ours (RangeError).
 * @throws ConfigError with all that is wrong at once
 */
export function readConfig<S extends z.ZodObject>(schema: S, environment: Environment): z.infer<S> {
  const given: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const value = environment[name]?.trim();
    if (value) given[name] = value;
  }
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigError(problemsOf(schema, result.error, given));
}

function problemsOf(schema: z.ZodObject, error: z.ZodError, given: Record<string, string>): ConfigProblem[] {
  const problems = new Map<string, ConfigProblem>();
  for (const issue of error.issues) {
    const variable = String(issue.path[0] ?? '');
    if (!variable || problems.has(variable)) continue;
    const missing = given[variable] === undefined;
    // A rule that asks for another variable says so itself; its message is our own constant text.
    const allowed = missing && issue.code === 'custom' ? issue.message : allowedFor(schema, variable);
    problems.set(variable, { variable, allowed, missing });
  }
  return [...problems.values()];
}

function allowedFor(schema: z.ZodObject, variable: string): string {
  const field = schema.shape[variable] as z.ZodType | undefined;
  const description = field?.description;
  if (description === undefined) throw new RangeError(`The variable ${variable} has no description.`);
  return description;
}
