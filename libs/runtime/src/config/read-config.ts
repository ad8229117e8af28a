import type { z } from 'zod';

/** The environment is not valid. The message names every wrong variable and what is allowed, and contains no value. */
export class ConfigError extends Error {
  readonly code = 'bad-configuration';

  constructor(readonly problems: readonly ConfigProblem[]) {
    const lines = problems.map(
      ({ variable, allowed, missing }) => `  ${variable} ${missing ? 'is missing' : 'is wrong'}: ${allowed}`,
    );
    super(
      `Redress cannot start: ${problems.length === 1 ? 'one environment variable is' : `${problems.length} environment variables are`} ` +
        `not valid.\n${lines.join('\n')}`,
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
 * Reads the variables that `schema` names; an empty string counts as absent. The error message uses each field's
 * `.describe()`; a field without one is a programming error (RangeError).
 * @throws ConfigError that names everything that is wrong
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
    // A rule across variables has its own message, a constant of ours that contains no value.
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
