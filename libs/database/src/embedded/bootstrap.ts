import type pg from 'pg';
import { createHmac } from 'node:crypto';

/** The plain role the services log in as, and their database. */
export const serviceName = 'redress';

/**
 * The services' own password, from the superuser's: whoever reads a service's URL does not get further than the services do.
 * @throws Error when the password file is damaged
 */
export function servicePassword(adminPassword: string): string {
  if (!/^[0-9a-f]{32,}$/.test(adminPassword)) throw new Error('the password file of the embedded PostgreSQL is damaged');
  return createHmac('sha256', adminPassword).update(`redress role ${serviceName}`).digest('hex');
}

/**
 * Makes the role and the database of the services where they are missing, and gives the role its password: homes of before had it log in with the
 * superuser's. A kill in between is mended by the next start.
 */
export async function ensureServiceDatabase(admin: pg.Client, adminPassword: string): Promise<void> {
  // CREATE ROLE and CREATE DATABASE take no parameters; the password is hexadecimal.
  const password = servicePassword(adminPassword);
  const { rows } = await admin.query<{ role: boolean; database: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role, EXISTS (SELECT FROM pg_database WHERE datname = $1) AS database`,
    [serviceName],
  );
  await admin.query(`${rows[0]?.role ? 'ALTER' : 'CREATE'} ROLE ${serviceName} LOGIN PASSWORD '${password}'`);
  if (!rows[0]?.database) await admin.query(`CREATE DATABASE ${serviceName} OWNER ${serviceName}`);
}
