import type { Environment } from '@redress/runtime';

/** What `npm start` fills in where nobody said otherwise. An empty string counts as nothing said. */
export function withDefaults(given: Environment, defaults: { policyDir: string; terminal: boolean }): Record<string, string | undefined> {
  const environment: Record<string, string | undefined> = { ...given };
  const fill = (name: string, value: string): void => {
    if (!environment[name]?.trim()) environment[name] = value;
  };
  fill('POLICY_DIR', defaults.policyDir);
  // Lines of JSON between what we tell a person would only hide it.
  fill('LOG_LEVEL', defaults.terminal ? 'warn' : 'info');
  const brokers = environment['KAFKA_BROKERS']?.split(',').length ?? 0;
  if (brokers > 0) fill('TOPIC_REPLICATION', String(Math.min(3, brokers)));
  return environment;
}
