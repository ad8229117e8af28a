import { defaultHome } from '@redress/database';
import { z } from 'zod';
import { ConfigError, readConfig, type ConfigProblem, type Environment } from './read-config.js';
import { address, count, flag, hostList, hostNames, linkSecrets, port, proxies } from './variables.js';

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** The environment variables that every service reads (docs/operations.md), by their names. */
export const commonConfig = z.object({
  PORT: port(3000, 'the port for customers'),
  STAFF_PORT: port(3001, 'the port for staff'),
  STAFF_HOST: z.string().min(1).default('127.0.0.1').describe('the address STAFF_PORT listens on (default 127.0.0.1)'),
  STAFF_HOSTS: hostNames
    .optional()
    .describe('host names by which STAFF_PORT may be called, as staff.example.com,staff'),
  OPS_PORT: port(3002, 'the port for health, metrics and the preview mailbox'),
  OPS_HOST: z.string().min(1).default('127.0.0.1').describe('the address OPS_PORT listens on (default 127.0.0.1)'),
  OPS_HOSTS: hostNames.optional().describe('host names by which OPS_PORT may be called, as notifier,notifier.internal'),
  PUBLIC_URL: address(['http:', 'https:'])
    .optional()
    .describe('the address of PORT for customers, as https://complaints.example.com (default http://localhost:PORT)'),
  DATABASE_URL: address(['postgres:', 'postgresql:']).describe('postgres://user:password@host:5432/database'),
  DATABASE_POOL: count(10, 6, 200, 'the most database connections of this process'),
  KAFKA_BROKERS: hostList.optional().describe('host:port,host:port (absent: events are carried by PostgreSQL)'),
  KAFKA_SSL: flag(false, 'whether connections to brokers use TLS'),
  KAFKA_SSL_CA: z.string().optional().describe('a PEM file with the trusted certificates'),
  KAFKA_SSL_CERT: z
    .string()
    .optional()
    .describe('a PEM file with the certificate of this client; requires KAFKA_SSL_KEY'),
  KAFKA_SSL_KEY: z.string().optional().describe('a PEM file with the key of this client; requires KAFKA_SSL_CERT'),
  KAFKA_SASL_MECHANISM: z
    .enum(['plain', 'scram-sha-256', 'scram-sha-512'])
    .optional()
    .describe('plain, scram-sha-256 or scram-sha-512'),
  KAFKA_SASL_USERNAME: z
    .string()
    .optional()
    .describe('the user of this service at the broker; requires KAFKA_SASL_MECHANISM'),
  KAFKA_SASL_PASSWORD: z.string().optional().describe('the password of KAFKA_SASL_USERNAME'),
  TOPIC_PARTITIONS: count(12, 1, 1_000, 'partitions of topics that are created'),
  TOPIC_REPLICATION: count(3, 1, 9, 'copies of each partition of topics that are created'),
  POLICY_DIR: z.string().describe("the operator's policy folder, as deploy/policies/telecom"),
  REDRESS_HOME: z.string().default(defaultHome).describe('the folder in which this installation keeps its data'),
  INSTALLATION_SECRET: z
    .string()
    .min(32)
    .describe('at least 32 characters; never change it: ids, numbers and codes are computed from it'),
  LINK_SECRETS: linkSecrets.describe(
    'id:secret,id:secret; the first signs links, all are accepted; ' +
      'ids of letters and digits, secrets of at least 32 characters',
  ),
  TRUST_PROXY: proxies
    .optional()
    .describe('the addresses of the proxies in front, as 10.0.0.0/8,192.0.2.7; also loopback, linklocal, uniquelocal'),
  LOG_LEVEL: z.enum(logLevels).default('info').describe(logLevels.join(', ')),
});

/** The common variables after reading; PUBLIC_URL is always present. */
export type CommonConfig = z.infer<typeof commonConfig> & { PUBLIC_URL: string };

/**
 * Reads the common variables and those of each service.
 * @returns one configuration for each of `own`, in their order
 * @throws ConfigError that names everything that is wrong
 */
export function readServiceConfigs<S extends z.ZodObject>(
  own: readonly S[],
  environment: Environment,
): (CommonConfig & z.infer<S>)[] {
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

/** Rules that concern several variables. */
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
    .map(([given, needed]) => ({ variable: needed, allowed: `${given} requires it`, missing: true }));
  const taken = new Map<number, string>();
  for (const variable of ['PORT', 'STAFF_PORT', 'OPS_PORT'] as const) {
    const other = taken.get(config[variable]);
    if (other !== undefined) problems.push({ variable, allowed: `a port other than ${other}`, missing: false });
    else if (config[variable] !== 0) taken.set(config[variable], variable);
  }
  return problems;
}
