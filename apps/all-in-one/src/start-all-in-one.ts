import { EmbeddedPostgres, HomeInUse } from '@redress/database';
import { intakeForm } from '@redress/intake-form';
import { notifier } from '@redress/notifier';
import { routing } from '@redress/routing';
import {
  createLogger,
  readServiceConfigs,
  StartError,
  startServices,
  type Environment,
  type Stoppable,
} from '@redress/runtime';
import { fileURLToPath } from 'node:url';
import { withDefaults } from './environment.rules.js';
import { greeting } from './greeting.rules.js';
import { installationSecrets } from './secrets.js';

const services = [intakeForm, routing, notifier];
const configs = services.map(({ config }) => config.schema);

/** The same path from src and from dist, whatever the working directory is. */
const policyDir = fileURLToPath(new URL('../../../deploy/policies/telecom', import.meta.url));

export interface AllInOneOptions {
  environment: Environment;
  /** Whether a person reads the output. */
  terminal: boolean;
  print: (text: string) => void;
}

/** A running all-in-one, for specs that started it in their own process. */
export interface AllInOne extends Stoppable {
  publicUrl: string;
  opsUrl: string;
}

/**
 * Starts all services in this process, on the embedded PostgreSQL unless DATABASE_URL names another server, and over
 * Kafka if KAFKA_BROKERS is set. Creates its own secrets, tables and topics.
 * @throws ConfigError, StartError, PolicyError
 */
export async function startAllInOne({ environment: given, terminal, print }: AllInOneOptions): Promise<AllInOne> {
  const began = performance.now();
  const environment = withDefaults(given, { policyDir, terminal });
  const ownDatabase = !environment['DATABASE_URL']?.trim();
  // All invalid variables are reported before anything is started. Placeholders stand for what is created later.
  const [config] = readServiceConfigs(configs, { ...placeholders, ...nonEmpty(environment) });
  const home = config!.REDRESS_HOME;
  const log = createLogger({ level: config!.LOG_LEVEL });
  const secretsGiven = environment['INSTALLATION_SECRET']?.trim() && environment['LINK_SECRETS']?.trim();
  const secrets = secretsGiven ? {} : await installationSecrets(home);
  const postgres = ownDatabase ? await startPostgres(home, log) : undefined;
  try {
    const complete = { ...secrets, ...(postgres && { DATABASE_URL: postgres.url }), ...nonEmpty(environment) };
    const running = await startServices(services, { environment: complete, applyTopics: true, log });
    const publicUrl = environment['PUBLIC_URL']?.trim() ? config!.PUBLIC_URL : `http://localhost:${running.publicPort}`;
    const opsUrl = `http://${shown(config!.OPS_HOST)}:${running.opsPort}`;
    const { name } = running.policies.current.operator;
    print(
      greeting({
        operator: { zh: name['zh-CN'], en: name.en },
        publicUrl,
        opsUrl,
        ...(ownDatabase && { home }),
        transport: running.transport,
        mailIsSent: Boolean(environment['SMTP_URL']?.trim()),
        seconds: (performance.now() - began) / 1_000,
      }),
    );
    const stop = async (): Promise<void> => {
      if (terminal) print('\n正在停止，请稍候 · Stopping …\n');
      await running.stop();
      // Last: everything above uses it.
      await postgres?.stop();
      if (terminal) print('已停止 · Stopped.\n');
    };
    return { publicUrl: `http://127.0.0.1:${running.publicPort}`, opsUrl: `http://127.0.0.1:${running.opsPort}`, stop };
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
}

const placeholders = {
  DATABASE_URL: 'postgres://placeholder@localhost/redress',
  INSTALLATION_SECRET: 'placeholder'.repeat(4),
  LINK_SECRETS: `placeholder:${'placeholder'.repeat(4)}`,
};

function nonEmpty(environment: Environment): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
}

async function startPostgres(home: string, log: ReturnType<typeof createLogger>): Promise<EmbeddedPostgres> {
  try {
    return await EmbeddedPostgres.start({ home, log });
  } catch (error) {
    if (error instanceof HomeInUse)
      throw new StartError(`这里已经有一个 Redress 在运行（${home}）。\n${error.message}`, { cause: error });
    // The messages of its errors say what to do.
    throw new StartError(error instanceof Error ? error.message : 'The embedded PostgreSQL could not be started.', {
      cause: error,
    });
  }
}

function shown(host: string): string {
  if (['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
