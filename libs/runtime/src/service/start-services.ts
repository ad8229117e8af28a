import type { INestApplicationContext } from '@nestjs/common';
import { Installation } from '@redress/contracts';
import { ensureReachable, migrate, openDatabase } from '@redress/database';
import { Publisher } from '@redress/messaging';
import { PolicyStore } from '@redress/policy';
import type { Logger } from 'pino';
import { readServiceConfigs, type CommonConfig } from '../config/common-config.js';
import type { Environment } from '../config/read-config.js';
import { Readiness } from '../health/readiness.js';
import { describeError } from '../logging/describe-error.js';
import { createLogger } from '../logging/logger.js';
import { NestLog } from '../logging/nest-log.js';
import { metricsHandler, processRegistry, serviceRegistry } from '../metrics/metrics.js';
import { Clock } from './clock.js';
import { Closing } from './closing.js';
import type { ServiceDefinition } from './define-service.js';
import { FrontServers } from './front-servers.js';
import { openTransport } from './open-transport.js';
import type { ProcessResources } from './process-resources.js';
import type { ServiceResources } from './runtime.module.js';
import { createServiceApp, type ServiceApp } from './service-app.js';
import { TopicKeeper } from './topic-keeper.js';

export interface StartOptions {
  environment: Environment;
  /** Creates missing topics (all-in-one); otherwise the operator runs `redress topics apply`. */
  applyTopics?: boolean;
  log?: Logger;
  clock?: Clock;
}

export interface RunningServices {
  /** Absent if no service has public paths. */
  publicPort?: number;
  /** Absent if no service has staff paths. */
  staffPort?: number;
  opsPort: number;
  transport: 'kafka' | 'postgres';
  policies: PolicyStore;
  /** The Nest app of one service, which gives access to its providers. @throws RangeError for an unknown name */
  app(service: string): INestApplicationContext;
  /** Waits up to 20 s for requests and batches in progress, then closes everything that was opened. */
  stop(): Promise<void>;
}

/** How long a stop waits for requests and batches in progress before it interrupts them, in milliseconds. */
const workPatienceMs = 20_000;
/** How long the services' own shutdown hooks may take after that, in milliseconds. */
const hookPatienceMs = 10_000;

/**
 * Starts services in this process: one database pool, one transport and one publisher for all, one Nest app per
 * service, and one HTTP server per port. If it fails, everything that was opened is closed again.
 * @throws ConfigError, StartError, and errors of the database and the transport
 */
export async function startServices(
  services: readonly ServiceDefinition[],
  options: StartOptions,
): Promise<RunningServices> {
  const configs = readServiceConfigs(
    services.map(({ config }) => config.schema),
    options.environment,
  ) as CommonConfig[];
  const config = configs[0]!;
  const log = options.log ?? createLogger({ level: config.LOG_LEVEL });
  const closing = new Closing();
  try {
    return await start(services, configs, options, log, closing);
  } catch (error) {
    await closing.closeAll(log);
    throw error;
  }
}

async function start(
  services: readonly ServiceDefinition[],
  configs: CommonConfig[],
  options: StartOptions,
  log: Logger,
  closing: Closing,
): Promise<RunningServices> {
  const config = configs[0]!;
  const name = services.length === 1 ? services[0]!.name : 'all-in-one';
  let topics: TopicKeeper | undefined;
  const policies = await openPolicies(config.POLICY_DIR, log, () => void topics?.apply());
  closing.add('policies', 1_000, () => policies.close());
  const entities = services.flatMap(({ database }) => database.entities ?? []);
  const dataSource = await openDatabase({
    url: config.DATABASE_URL,
    applicationName: `redress ${name}`,
    poolSize: config.DATABASE_POOL,
    entities,
  });
  closing.add('database', 5_000, () => dataSource.destroy());
  const [transport] = await Promise.all([
    openTransport(config, `redress-${name}`, log),
    ...services.map((service) => migrate(dataSource, service.database)),
  ]);
  closing.add('transport', 5_000, () => transport.close());
  if (options.applyTopics) {
    topics = new TopicKeeper(transport, policies, config, log);
    closing.add('topics', 1_000, () => topics?.close());
    await topics.apply();
  }

  const installation = new Installation({ secret: config.INSTALLATION_SECRET, linkSecrets: config.LINK_SECRETS });
  const readiness = new Readiness();
  readiness.add('database', () => ensureReachable(dataSource, 900));
  const processMetrics = processRegistry();
  const resources: ProcessResources = {
    clock: options.clock ?? new Clock(),
    dataSource,
    policies,
    installation,
    transport,
    publisher: new Publisher(transport, log, processMetrics),
    readiness,
  };
  const own = services.map((service, index): ServiceResources => ({
    config: Object.assign(new service.config(), configs[index]),
    log: log.child({ service: service.name }),
    registry: serviceRegistry(service.name),
  }));
  const apps = await createApps(services, resources, own, new NestLog(log), closing);
  for (const [index, { messaging }] of apps.entries()) {
    const service = services[index]!;
    if (!service.readyWithoutBroker) {
      readiness.add(`${service.name} consumers`, () => {
        if (!messaging.reading) throw new Error('the consumers do not run');
      });
    }
    messaging.start();
  }
  await Promise.all(apps.map((app) => app.startReading()));

  const metrics = metricsHandler([processMetrics, ...own.map(({ registry }) => registry)]);
  const parts = services.map((service, index) => ({ paths: service, handle: apps[index]!.handle }));
  const servers = new FrontServers(parts, { config, readiness, metrics, log });
  closing.add('requests and batches', workPatienceMs + 1_000, async () => {
    readiness.stop();
    const batches = apps.map(({ messaging }) => messaging.stopReading());
    await Promise.all([servers.stop(workPatienceMs), ...batches]);
  });
  const ports = await servers.listen();
  const names = services.map((service) => service.name);
  log.info({ services: names, ...ports, transport: transport.kind, policy: policies.current.hash }, 'started');
  const app = (name: string): INestApplicationContext => {
    const index = names.indexOf(name);
    if (index < 0) throw new RangeError(`${name} was not started in this process.`);
    return apps[index]!.nest;
  };
  return { ...ports, transport: transport.kind, policies, app, stop: () => closing.closeAll(log) };
}

async function createApps(
  services: readonly ServiceDefinition[],
  resources: ProcessResources,
  own: readonly ServiceResources[],
  nestLog: NestLog,
  closing: Closing,
): Promise<ServiceApp[]> {
  const apps: ServiceApp[] = [];
  // Closed in reverse order: first the services' shutdown hooks, which may still write and emit, then the messaging,
  // which publishes the remaining events.
  closing.add('messaging', 8_000, () => Promise.all(apps.map(({ messaging }) => messaging.stop(5_000))));
  closing.add('services', hookPatienceMs, () => Promise.all(apps.map((app) => app.close())));
  for (const [index, service] of services.entries())
    apps.push(await createServiceApp(service, resources, own[index]!, nestLog));
  return apps;
}

function openPolicies(folder: string, log: Logger, onReload: () => void): Promise<PolicyStore> {
  return PolicyStore.open(folder, {
    onError: (error) =>
      log.error({ err: describeError(error) }, 'the changed policy cannot be used; the previous one stays in force'),
    onReload: (policy) => {
      log.info({ policy: policy.hash }, 'the changed policy is in force');
      onReload();
    },
  });
}
