import type { Logger } from 'pino';
import type { CommonConfig } from '../config/common-config.js';
import { healthz, readyz, readyzInBrief } from '../health/health-handlers.js';
import type { Readiness } from '../health/readiness.js';
import { FrontServer, type Handler } from '../http/front-server.js';
import { HostCheck } from '../http/host-check.js';
import { PrefixTable } from '../http/prefix-table.rules.js';
import type { ServicePaths, Side } from '../http/sides.js';
import { portError, type PortVariable } from './start-error.js';

type HostVariable = 'STAFF_HOST' | 'STAFF_HOSTS' | 'OPS_HOST' | 'OPS_HOSTS';
type PortConfig = Pick<CommonConfig, PortVariable | HostVariable>;

export interface OpenPorts {
  /** Absent if no service has public paths. */
  publicPort?: number;
  /** Absent if no service has staff paths. */
  staffPort?: number;
  opsPort: number;
}

/** What the ports serve besides the services' own paths, and their configuration. */
export interface FrontServersOptions {
  config: PortConfig;
  readiness: Readiness;
  metrics: Handler;
  log: Logger;
}

/** The minimum interval of the warning that a port has too many connections, in milliseconds. */
const fullEveryMs = 60_000;

/** The HTTP servers of a process: one for each port that has paths. */
export class FrontServers {
  private readonly customers: FrontServer | undefined;
  private readonly staff: FrontServer | undefined;
  private readonly ops: FrontServer;

  constructor(
    services: readonly { paths: ServicePaths; handle: Handler }[],
    private readonly options: FrontServersOptions,
  ) {
    const { config, readiness, metrics } = options;
    const entries = (list: keyof ServicePaths) => {
      return services.flatMap(({ paths, handle }) => (paths[list] ?? []).map((path) => [path, handle] as const));
    };
    const [publicPaths, staffPaths] = [entries('publicPaths'), entries('staffPaths')];
    // Also on PORT, because a load balancer in front of it sees no other port.
    const health = [['/healthz', healthz] as const, ['/readyz', readyzInBrief(readiness)] as const];
    if (publicPaths.length > 0) this.customers = this.server('public', [...health, ...publicPaths]);
    const staffHosts = new HostCheck('STAFF_HOSTS', [config.STAFF_HOST, ...(config.STAFF_HOSTS ?? [])]);
    const opsHosts = new HostCheck('OPS_HOSTS', [config.OPS_HOST, ...(config.OPS_HOSTS ?? [])]);
    if (staffPaths.length > 0) this.staff = this.server('staff', staffPaths, staffHosts);
    this.ops = this.server(
      'ops',
      [['/healthz', healthz], ['/readyz', readyz(readiness)], ['/metrics', metrics], ...entries('opsPaths')],
      opsHosts,
    );
  }

  /** Opens the ports, PORT last. @throws StartError if one cannot be opened */
  async listen(): Promise<OpenPorts> {
    const { PORT, STAFF_PORT, STAFF_HOST, OPS_PORT, OPS_HOST } = this.options.config;
    const opsPort = await listen(this.ops, 'OPS_PORT', OPS_PORT, OPS_HOST);
    const staffPort = this.staff && (await listen(this.staff, 'STAFF_PORT', STAFF_PORT, STAFF_HOST));
    const publicPort = this.customers && (await listen(this.customers, 'PORT', PORT));
    return { ...(publicPort !== undefined && { publicPort }), ...(staffPort !== undefined && { staffPort }), opsPort };
  }

  /** Stops accepting connections and waits up to `patienceMs` milliseconds for requests in progress. */
  async stop(patienceMs: number): Promise<void> {
    await Promise.all([this.customers, this.staff, this.ops].map((server) => server?.stop(patienceMs)));
  }

  private server(side: Side, entries: readonly (readonly [string, Handler])[], hosts?: HostCheck): FrontServer {
    let saidAt = -Infinity;
    const onFull = (): void => {
      if (performance.now() - saidAt < fullEveryMs) return;
      saidAt = performance.now();
      this.options.log.warn({ side }, 'too many connections: those that have waited longest are closed');
    };
    return new FrontServer(side, new PrefixTable<Handler>(entries), { ...(hosts && { hosts }), onFull });
  }
}

async function listen(server: FrontServer, variable: PortVariable, port: number, host?: string): Promise<number> {
  try {
    return await server.listen(port, host);
  } catch (error) {
    throw portError(variable, port, error);
  }
}
