import type pg from 'pg';
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isUnreachable } from '../errors.js';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import type { EmbeddedOptions } from './embedded-options.js';
import type { HomeLayout } from './home.js';
import { connectAdmin, lockHome } from './home-lock.js';
import {
  endOfLog,
  endLaunched,
  freePort,
  launchServer,
  removeStalePidFile,
  runningServer,
  type Launched,
  type Postmaster,
} from './server.js';

/** One home, and what is needed to run a server on it. */
export interface Parts {
  options: EmbeddedOptions;
  layout: HomeLayout;
  account: Account | undefined;
  binaries: Binaries;
  password: string;
}

export interface Obtained {
  server: Postmaster;
  /** A connection that holds the lock of the home. */
  admin: pg.Client;
}

/**
 * Finds or starts the server, connects and locks the home. If `again.cancelled()` becomes true before that, a server
 * started here is stopped.
 * @param again for a restart: the port, which must not change, and whether to give up
 * @throws HomeInUse if another live process uses the home
 * @throws Error with the end of the server's log if the server does not start within `options.startMs`
 */
export async function obtainServer(
  parts: Parts,
  again?: { port: number; cancelled: () => boolean },
): Promise<Obtained> {
  const { options, layout, binaries, account } = parts;
  const giveUpAt = performance.now() + (options.startMs ?? 300_000);
  let launched: Launched | undefined;
  let launches = 0;
  for (; performance.now() < giveUpAt && !again?.cancelled(); await sleep(20)) {
    const server = await runningServer(layout);
    if (server && server.port > 0) {
      const admin = await connectWhenReady(server.port, parts.password);
      if (!admin) continue;
      try {
        await lockHome(admin, layout, 1_500);
      } catch (error) {
        await admin.end().catch(() => undefined);
        if (isUnreachable(error)) continue;
        throw error;
      }
      if (!launched) options.log.info({ pid: server.pid }, 'took over the PostgreSQL server that was left running');
      return { server, admin };
    }
    if (server || (launched && !launched.ended)) continue;
    if (launches === 5) break;
    await sleep(launches * 200);
    await removeStalePidFile(layout);
    const chosen = again?.port ?? (await freePort(await keptPort(layout)));
    await writeFile(layout.port, String(chosen));
    launched = await launchServer(layout, binaries, account, chosen, options.settings ?? {});
    launches++;
  }
  if (again?.cancelled() && launched) await endLaunched(launched);
  throw new Error(
    `PostgreSQL could not be started in ${layout.root}. The end of ${layout.log}:\n${await endOfLog(layout)}`,
  );
}

/** Returns undefined while the server is starting or stopping. */
async function connectWhenReady(port: number, password: string): Promise<pg.Client | undefined> {
  try {
    return await connectAdmin(port, password);
  } catch (error) {
    if (isUnreachable(error)) return undefined;
    throw error;
  }
}

async function keptPort(layout: HomeLayout): Promise<number | undefined> {
  const port = Number(await readFile(layout.port, 'utf8').catch(() => ''));
  return Number.isInteger(port) && port > 1_023 && port < 65_536 ? port : undefined;
}
