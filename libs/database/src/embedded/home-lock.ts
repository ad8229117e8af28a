import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { HomeInUse } from '../errors.js';
import type { HomeLayout } from './home.js';

/** The two parts of the advisory lock's key; the lock is taken in the database `postgres`, which no service uses. */
const key = [1_380_271_443, 1];
const applicationName = 'redress home ';

/** The superuser that initdb creates. */
export const adminName = 'postgres';

/** Connects as the superuser. @throws what pg throws, also while the server is starting or stopping */
export async function connectAdmin(port: number, password: string): Promise<pg.Client> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: adminName,
    password,
    database: 'postgres',
    application_name: applicationName + process.pid,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

/**
 * Locks the home for this process for as long as `client` is connected. It is an advisory lock of the database, so it
 * ends with the process, however that ends. Waits up to `patienceMs` for a previous process that is just ending.
 * @throws HomeInUse if another live process holds the lock
 */
export async function lockHome(client: pg.Client, layout: HomeLayout, patienceMs: number): Promise<void> {
  for (const end = performance.now() + patienceMs; ; await sleep(50)) {
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS locked', key);
    if (rows[0]?.locked) return;
    if (performance.now() > end) break;
  }
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted AND l.classid = $1 AND l.objid = $2 AND l.objsubid = 2
       AND a.datname = 'postgres'`,
    key,
  );
  const pid = Number(rows[0]?.name.replace(applicationName, ''));
  throw new HomeInUse(layout.home, pid > 0 ? pid : undefined);
}
