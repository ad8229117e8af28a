import { commonConfig } from '@redress/runtime';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';

const { DATABASE_URL, REDRESS_HOME, POLICY_DIR } = commonConfig.shape;

/** The policy the repository brings, as `npm start` uses it where nobody said otherwise. */
const defaultPolicy = fileURLToPath(new URL('../../../../deploy/policies/telecom', import.meta.url));

/** The services' own variables, as far as a tool beside them needs them; none is mandatory. */
export const cliConfig = commonConfig
  .pick({
    STAFF_PORT: true,
    STAFF_HOST: true,
    KAFKA_BROKERS: true,
    KAFKA_SSL: true,
    KAFKA_SSL_CA: true,
    KAFKA_SSL_CERT: true,
    KAFKA_SSL_KEY: true,
    KAFKA_SASL_MECHANISM: true,
    KAFKA_SASL_USERNAME: true,
    KAFKA_SASL_PASSWORD: true,
    TOPIC_PARTITIONS: true,
    TOPIC_REPLICATION: true,
  })
  .extend({
    DATABASE_URL: DATABASE_URL.optional().describe('postgres://user:password@host:5432/database'),
    REDRESS_HOME: REDRESS_HOME.describe('the folder of a running npm start'),
    POLICY_DIR: POLICY_DIR.default(defaultPolicy).describe("the operator's policy folder"),
  });

export type CliConfig = z.infer<typeof cliConfig>;
