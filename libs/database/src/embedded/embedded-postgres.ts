import type pg from 'pg';
import { mkdir, readFile, realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { HomeInUse, reasonOf } from '../errors.js';
import { withTimeout } from '../with-timeout.js';
import { serverAccount } from './account.js';
import { findBinaries } from './binaries.js';
import { ensureServiceDatabase, serviceName, servicePassword } from './bootstrap.js';
import { dataOwner, ensureCluster } from './cluster.js';
import type { EmbeddedOptions } from './embedded-options.js';
import { layoutOf, prepareHome } from './home.js';
import { adminName } from './home-lock.js';
import { obtainServer, type Obtained, type Parts } from './obtain-server.js';
import { boundLog, runningServer, stopServer, type Postmaster } from './server.js';

/**
 * A PostgreSQL server on 127.0.0.1, started from the binaries that npm installed, for one process and one home folder.
 * The server survives a crash of that process; the next `start` takes it over with everything that was committed. While
 * the process runs, a server that dies is restarted on the same port.
 */
export class EmbeddedPostgres {
  /** For the services: the database `redress`, as its owner, which is not a superuser. */
  readonly url: string;
  /** As the superuser, for backups and tests. */
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
   * Creates the cluster if there is none, starts the server or takes over one that a killed process left running, and
   * locks the home. Resolves when the server answers and this process holds the lock.
   * @throws HomeInUse if another live process uses the home
   * @throws Error that says what to do (home not accessible to the server's user, no binaries, data of another major
   *   version)
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
   * The URL of the server that runs on `home` now, for another process such as the CLI; undefined if none runs. Starts
   * nothing.
   * @throws Error (EACCES) if this user may not read the password
   */
  static async locate(home: string): Promise<string | undefined> {
    const layout = layoutOf(await realpath(home).catch(() => home));
    const server = await runningServer(layout);
    if (!server || server.port === 0) return undefined;
    return urlOf(serviceName, servicePassword(await readFile(layout.password, 'utf8')), server.port);
  }

  /**
   * Stops the server: fast shutdown, after 15 s immediate shutdown. Call it when nothing needs the database any more.
   * The home stays locked until the server is down.
   * @throws Error if the server survives both
   */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    clearInterval(this.#logTimer);
    await this.#recovery;
    const { layout, binaries } = this.parts;
    const running = await runningServer(layout);
    if (running?.pid === this.#server.pid) await stopServer(layout, binaries, running.pid, 15_000);
    await withTimeout(
      1_000,
      () => this.#admin.end().catch(() => undefined),
      () => undefined,
    );
  }

  #watch(admin: pg.Client): void {
    admin.once('end', () => {
      if (!this.#stopping) this.#recovery = this.#recover();
    });
  }

  /** Called when our connection broke: the server died (out of memory, kill) or restarts after a crash. */
  async #recover(): Promise<void> {
    const { log } = this.parts.options;
    log.warn({}, 'the embedded PostgreSQL stopped; starting it again');
    for (let pause = 100; !this.#stopping; pause = Math.min(pause * 2, 5_000)) {
      try {
        const obtained = await obtainServer(this.parts, { port: this.#server.port, cancelled: () => this.#stopping });
        this.#server = obtained.server;
        this.#admin = obtained.admin;
        this.#watch(obtained.admin);
        log.info({ port: obtained.server.port }, 'the embedded PostgreSQL is available again');
        return;
      } catch (error) {
        if (this.#stopping) return;
        log.error({ code: reasonOf(error) }, 'the embedded PostgreSQL could not be started again');
        if (error instanceof HomeInUse) return;
        await sleep(pause);
      }
    }
  }
}

const urlOf = (name: string, password: string, port: number): string =>
  `postgres://${name}:${password}@127.0.0.1:${port}/${name}`;
