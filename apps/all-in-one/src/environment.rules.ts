import type { Environment } from '@redress/runtime';

/** The defaults of `npm start` for variables that are absent or empty. */
export function withDefaults(
  given: Environment,
  defaults: { policyDir: string; terminal: boolean },
): Record<string, string | undefined> {
  const environment: Record<string, string | undefined> = { ...given };
  const fill = (name: string, value: string): void => {
    if (!environment[name]?.trim()) environment[name] = value;
  };
  fill('POLICY_DIR', defaults.policyDir);
  // JSON log lines would hide the greeting in a terminal.
  fill('LOG_LEVEL', defaults.terminal ? 'warn' : 'info');
  const brokers = environment['KAFKA_BROKERS']?.split(',').length ?? 0;
  if (brokers > 0) fill('TOPIC_REPLICATION', String(Math.min(3, brokers)));
  return environment;
}
