import type pg from 'pg';
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isUnreachable } from '../errors.js';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import type { EmbeddedOptions } from './embedded-postgres.js';
import type { HomeLayout } from './home.js';
import { connectAdmin, lockHome } from './home-lock.js';
import { endOfLog, endLaunched, forgetReusedNumber, freePort, launchServer, runningServer, type Launched, type Postmaster } from './server.js';

/** One home, and what works on it. */
export interface Parts {
  options: EmbeddedOptions;
  layout: HomeLayout;
  account: Account | undefined;
  binaries: Binaries;
  password: string;
}

export interface Obtained {
  server: Postmaster;
  /** Connected, and holding the home's lock. */
  admin: pg.Client;
}

/**
 * Finds or launches the server, connects, takes the lock. Given up before that, a server launched here is ended again.
 * @param again when it is not the first time: the port, which may not change any more, and when to give up
 */
export async function obtainServer(parts: Parts, again?: { port: number; cancelled: () => boolean }): Promise<Obtained> {
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
      if (!launched) options.log.info({ pid: server.pid }, 'took over the PostgreSQL that was left running');
      return { server, admin };
    }
    if (server || (launched && !launched.ended)) continue;
    if (launches === 5) break;
    await sleep(launches * 200);
    await forgetReusedNumber(layout);
    const chosen = again?.port ?? (await freePort(await keptPort(layout)));
    await writeFile(layout.port, String(chosen));
    launched = await launchServer(layout, binaries, account, chosen, options.settings ?? {});
    launches++;
  }
  if (again?.cancelled() && launched) await endLaunched(launched);
  throw new Error(`PostgreSQL could not be started in ${layout.root}. The end of ${layout.log}:\n${await endOfLog(layout)}`);
}

/** Undefined while the server is starting or stopping. */
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
