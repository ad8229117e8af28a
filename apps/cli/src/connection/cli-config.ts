import { commonConfig, kafkaVariables } from '@redress/runtime';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';

const { DATABASE_URL, REDRESS_HOME, POLICY_DIR } = commonConfig.shape;

/** The policy in this repository, which `npm start` also uses by default. */
const defaultPolicy = fileURLToPath(new URL('../../../../deploy/policies/telecom', import.meta.url));

/** The services' variables that the CLI needs; none is mandatory. */
export const cliConfig = commonConfig
  .pick({
    OPS_PORT: true,
    OPS_HOST: true,
    ...kafkaVariables,
    TOPIC_PARTITIONS: true,
    TOPIC_REPLICATION: true,
  })
  .extend({
    DATABASE_URL: DATABASE_URL.optional().describe('postgres://user:password@host:5432/database'),
    REDRESS_HOME: REDRESS_HOME.describe('the folder of a running npm start'),
    POLICY_DIR: POLICY_DIR.default(defaultPolicy).describe("the operator's policy folder"),
  });

export type CliConfig = z.infer<typeof cliConfig>;
