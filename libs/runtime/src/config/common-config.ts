import { defaultHome } from '@redress/database';
import { z } from 'zod';
import { ConfigError, readConfig, type ConfigProblem, type Environment } from './read-config.js';
import { address, count, flag, hostList, linkSecrets, port, proxies } from './variables.js';

export const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** The variables every service knows (docs/operations.md). The names are those of the environment. */
export const commonConfig = z.object({
  PORT: port(3000, 'where customers reach it'),
  STAFF_PORT: port(3001, 'where staff, health and metrics are'),
  STAFF_HOST: z.string().min(1).default('127.0.0.1').describe('the address the staff port listens on (127.0.0.1 unless told)'),
  PUBLIC_URL: address(['http:', 'https:'])
    .optional()
    .describe('how customers reach PORT from outside, as https://complaints.example.com (http://localhost:PORT unless told)'),
  DATABASE_URL: address(['postgres:', 'postgresql:']).describe('postgres://user:password@host:5432/database'),
  DATABASE_POOL: count(10, 6, 200, 'database connections of this process at the most'),
  KAFKA_BROKERS: hostList.optional().describe('host:port,host:port (absent: PostgreSQL carries the events)'),
  KAFKA_SSL: flag(false, 'whether brokers are spoken to over TLS'),
  KAFKA_SSL_CA: z.string().optional().describe('a PEM file with the certificates that are trusted'),
  KAFKA_SSL_CERT: z.string().optional().describe('a PEM file with the certificate of this client, together with KAFKA_SSL_KEY'),
  KAFKA_SSL_KEY: z.string().optional().describe('a PEM file with the key of this client, together with KAFKA_SSL_CERT'),
  KAFKA_SASL_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional().describe('plain, scram-sha-256 or scram-sha-512'),
  KAFKA_SASL_USERNAME: z.string().optional().describe('the user of this service at the broker, together with KAFKA_SASL_MECHANISM'),
  KAFKA_SASL_PASSWORD: z.string().optional().describe('the password of KAFKA_SASL_USERNAME'),
  TOPIC_PARTITIONS: count(12, 1, 1_000, 'partitions of topics that are made'),
  TOPIC_REPLICATION: count(3, 1, 9, 'copies of each partition of topics that are made'),
  POLICY_DIR: z.string().describe("the operator's policy folder, as deploy/policies/telecom"),
  REDRESS_HOME: z.string().default(defaultHome).describe('the folder this installation keeps its data in'),
  INSTALLATION_SECRET: z.string().min(32).describe('at least 32 characters; never changes: ids, numbers and codes come from it'),
  LINK_SECRETS: linkSecrets.describe(
    'id:secret,id:secret; the first signs links, all are accepted; ids of letters and digits, secrets of at least 32 characters',
  ),
  TRUST_PROXY: proxies.optional().describe('the addresses of the proxies in front, as 10.0.0.0/8,192.0.2.7; also loopback, linklocal, uniquelocal'),
  LOG_LEVEL: z.enum(logLevels).default('info').describe(logLevels.join(', ')),
});

/** The common variables as read; PUBLIC_URL is always there. */
export type CommonConfig = z.infer<typeof commonConfig> & { PUBLIC_URL: string };

/**
 * Reads the common variables and those of each service, and says of all of them at once what is wrong.
 * @returns one configuration for each of `own`, in their order
 * @throws ConfigError
 */
export function readServiceConfigs<S extends z.ZodObject>(own: readonly S[], environment: Environment): (CommonConfig & z.infer<S>)[] {
  const problems = new Map<string, ConfigProblem>();
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      for (const problem of error.problems) problems.set(problem.variable, problem);
      return undefined;
    }
  };
  const common = attempt(() => readConfig(commonConfig, environment));
  for (const problem of common ? together(common) : []) problems.set(problem.variable, problem);
  const services = own.map((schema) => attempt(() => readConfig(schema, environment)));
  if (!common || problems.size > 0) throw new ConfigError([...problems.values()]);
  const complete = { ...common, PUBLIC_URL: common.PUBLIC_URL ?? `http://localhost:${common.PORT}` };
  return services.map((service) => ({ ...complete, ...(service as z.infer<S>) }));
}

/** What must be said together. */
function together(config: z.infer<typeof commonConfig>): ConfigProblem[] {
  const pairs: [keyof typeof config, keyof typeof config][] = [
    ['KAFKA_SSL_CERT', 'KAFKA_SSL_KEY'],
    ['KAFKA_SSL_KEY', 'KAFKA_SSL_CERT'],
    ['KAFKA_SASL_MECHANISM', 'KAFKA_SASL_USERNAME'],
    ['KAFKA_SASL_MECHANISM', 'KAFKA_SASL_PASSWORD'],
    ['KAFKA_SASL_USERNAME', 'KAFKA_SASL_MECHANISM'],
    ['KAFKA_SASL_PASSWORD', 'KAFKA_SASL_MECHANISM'],
  ];
  const problems = pairs
    .filter(([given, needed]) => config[given] !== undefined && config[needed] === undefined)
    .map(([given, needed]) => ({ variable: needed, allowed: `it goes together with ${given}`, missing: true }));
  if (config.PORT !== 0 && config.PORT === config.STAFF_PORT)
    problems.push({ variable: 'STAFF_PORT', allowed: 'another port than PORT', missing: false });
  return problems;
}
