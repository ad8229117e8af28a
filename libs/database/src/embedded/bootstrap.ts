import type pg from 'pg';
import { createHmac } from 'node:crypto';

/** The name of the services' role, which is not a superuser, and of their database. */
export const serviceName = 'redress';

/**
 * The password of the services' role, derived from the superuser's: a service's URL does not give access as superuser.
 * @throws Error if the password file is damaged
 */
export function servicePassword(adminPassword: string): string {
  if (!/^[0-9a-f]{32,}$/.test(adminPassword))
    throw new Error('the password file of the embedded PostgreSQL is damaged');
  return createHmac('sha256', adminPassword).update(`redress role ${serviceName}`).digest('hex');
}

/**
 * Creates the role and the database of the services if they do not exist, and sets the password of the role (in homes
 * created by earlier releases it was the superuser's). If the process is killed in between, the next start completes
 * it.
 */
export async function ensureServiceDatabase(admin: pg.Client, adminPassword: string): Promise<void> {
  // CREATE ROLE and CREATE DATABASE take no parameters; the password is hexadecimal.
  const password = servicePassword(adminPassword);
  const { rows } = await admin.query<{ role: boolean; database: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
            EXISTS (SELECT FROM pg_database WHERE datname = $1) AS database`,
    [serviceName],
  );
  await admin.query(`${rows[0]?.role ? 'ALTER' : 'CREATE'} ROLE ${serviceName} LOGIN PASSWORD '${password}'`);
  if (!rows[0]?.database) await admin.query(`CREATE DATABASE ${serviceName} OWNER ${serviceName}`);
}
