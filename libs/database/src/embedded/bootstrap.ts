import type pg from 'pg';

/** The plain role the services log in as, and their database. */
export const serviceName = 'redress';

/** Makes the role and the database of the services where they are missing. A kill in between is mended by the next start. */
export async function ensureServiceDatabase(admin: pg.Client, password: string): Promise<void> {
  // CREATE ROLE and CREATE DATABASE take no parameters; the password is hexadecimal and of our own making.
  if (!/^[0-9a-f]+$/.test(password)) throw new Error('the password file of the embedded PostgreSQL is damaged');
  const { rows } = await admin.query<{ role: boolean; database: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role, EXISTS (SELECT FROM pg_database WHERE datname = $1) AS database`,
    [serviceName],
  );
  if (!rows[0]?.role) await admin.query(`CREATE ROLE ${serviceName} LOGIN PASSWORD '${password}'`);
  if (!rows[0]?.database) await admin.query(`CREATE DATABASE ${serviceName} OWNER ${serviceName}`);
}
