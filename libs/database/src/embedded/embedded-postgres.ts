import type pg from 'pg';
import { mkdir, readFile, realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { HomeInUse, sqlState } from '../errors.js';
import { serverAccount } from './account.js';
import { findBinaries } from './binaries.js';
import { ensureServiceDatabase, serviceName, servicePassword } from './bootstrap.js';
import { dataOwner, ensureCluster } from './cluster.js';
import { layoutOf, prepareHome } from './home.js';
import { adminName } from './home-lock.js';
import { obtainServer, type Obtained, type Parts } from './obtain-server.js';
import { boundLog, runningServer, stopServer, type Postmaster } from './server.js';

/** What we need of a logger; pino has it. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface EmbeddedOptions {
  /** The installation's folder: `defaultHome()` or REDRESS_HOME. Everything of the database lies in its subfolder `postgres`. */
  home: string;
  log: Log;
  /** Further server settings, for a server started here (an adopted one keeps its own): `{ fsync: 'off' }` in tests. */
  settings?: Record<string, string>;
  /** False only in tests: the first start does not wait until the disk has its files. */
  durable?: boolean;
  /** The folder `native` of the programs, if not that of the installed package. */
  native?: string;
  /** Milliseconds a server may take until it answers, recovery after a crash included; 300,000 unless told. */
  startMs?: number;
}

/**
 * A real PostgreSQL on 127.0.0.1, started from the binaries npm installed, for one process on one home folder. It
 * outlives a crash of that process; the next `start` adopts it with everything that was committed. While we run, a
 * server that dies is started again on the same port.
 */
export class EmbeddedPostgres {
  /** For the services: the database `redress`, as a role that owns it and is no superuser. */
  readonly url: string;
  /** As superuser, for backups and tests. */
  readonly adminUrl: string;
  #server: Postmaster;
  #admin: pg.Client;
  #stopping = false;
  #recovery: Promise<void> = Promise.resolve();
  readonly #logTimer: NodeJS.Timeout;

  private constructor(
    private readonly parts: Parts,
    obtained: Obtained,
  ) {
    this.#server = obtained.server;
    this.#admin = obtained.admin;
    this.url = urlOf(serviceName, servicePassword(parts.password), obtained.server.port);
    this.adminUrl = urlOf(adminName, parts.password, obtained.server.port);
    this.#watch(obtained.admin);
    this.#logTimer = setInterval(() => void boundLog(parts.layout).catch(() => undefined), 60_000).unref();
  }

  /**
   * Resolves when the server answers and this process has the home to itself: makes the cluster the first time, starts
   * the server, or adopts one that a killed predecessor left running.
   * @throws HomeInUse when another live process works on the folder
   * @throws Error with what to do (folder closed to the server's user, no binaries, data of another major version)
   */
  static async start(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
    await mkdir(options.home, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    const layout = layoutOf(await realpath(options.home));
    const account = await serverAccount(await dataOwner(layout));
    await prepareHome(layout, account);
    const binaries = await findBinaries(layout, account, options.native);
    await ensureCluster(layout, binaries, account, options.durable ?? true);
    const parts = { options, layout, account, binaries, password: await readFile(layout.password, 'utf8') };
    const obtained = await obtainServer(parts);
    try {
      await ensureServiceDatabase(obtained.admin, parts.password);
    } catch (error) {
      await stopServer(layout, binaries, obtained.server.pid, 10_000).catch(() => undefined);
      throw error;
    }
    return new EmbeddedPostgres(parts, obtained);
  }

  /**
   * The URL of the server that works on `home` now, for a tool beside it; undefined when none does. It starts nothing.
   * @throws Error (EACCES) when this user may not read the password
   */
  static async locate(home: string): Promise<string | undefined> {
    const layout = layoutOf(await realpath(home).catch(() => home));
    const server = await runningServer(layout);
    if (!server || server.port === 0) return undefined;
    return urlOf(serviceName, servicePassword(await readFile(layout.password, 'utf8')), server.port);
  }

  /**
   * Ends the server: fast shutdown, after 15 s immediate shutdown. Call it last, when nobody needs the database any
   * more. The home stays ours until the server is down. @throws Error when the server survives both
   */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    clearInterval(this.#logTimer);
    await this.#recovery;
    const { layout, binaries } = this.parts;
    const running = await runningServer(layout);
    if (running?.pid === this.#server.pid) await stopServer(layout, binaries, running.pid, 15_000);
    await Promise.race([this.#admin.end().catch(() => undefined), sleep(1_000, undefined, { ref: false })]);
  }

  #watch(admin: pg.Client): void {
    admin.once('end', () => {
      if (!this.#stopping) this.#recovery = this.#recover();
    });
  }

  /** Our connection broke: the server died (out of memory, kill) or restarts after a crash of its own. */
  async #recover(): Promise<void> {
    const { log } = this.parts.options;
    log.warn({}, 'the embedded PostgreSQL went away; starting it again');
    for (let pause = 100; !this.#stopping; pause = Math.min(pause * 2, 5_000)) {
      try {
        const obtained = await obtainServer(this.parts, { port: this.#server.port, cancelled: () => this.#stopping });
        this.#server = obtained.server;
        this.#admin = obtained.admin;
        this.#watch(obtained.admin);
        log.info({ port: obtained.server.port }, 'the embedded PostgreSQL is back');
        return;
      } catch (error) {
        if (this.#stopping) return;
        log.error({ code: sqlState(error) ?? (error as Error).name }, 'the embedded PostgreSQL could not be started again');
        if (error instanceof HomeInUse) return;
        await sleep(pause);
      }
    }
  }
}

const urlOf = (name: string, password: string, port: number): string => `postgres://${name}:${password}@127.0.0.1:${port}/${name}`;
