/**
 * Makes the dump of an older version: runs its services through all states and writes their database as SQL, and the
 * data that their customers hold as JSON.
 *
 *     node deploy/test/upgrade/make-dump.mjs <built checkout of the older version> <name>
 *
 * The database server and the mail server are those of this checkout (run `npm run build` first), everything else is
 * from the older one.
 */
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { dumpDatabase } from './dump-database.mjs';
import { makeInstallation } from './installation-in-every-state.mjs';
import { installation, OldServices } from './old-services.mjs';

const [, , checkout, name] = process.argv;
if (!checkout || !name) {
  console.error('Usage: node deploy/test/upgrade/make-dump.mjs <built checkout of the older version> <name>');
  process.exit(2);
}
const { freePort, startMailSink, startPostgres } = await import('../../../libs/testing/dist/index.js');
const older = (lib) => import(join(resolve(checkout), 'libs', lib, 'dist/index.js'));
const [contracts, messaging, runtime] = await Promise.all(['contracts', 'messaging', 'runtime'].map(older));
const { Client } = createRequire(join(resolve(checkout), 'libs/database/package.json'))('pg');

const postgres = await startPostgres({ own: true });
const sink = await startMailSink();
const databaseUrl = await postgres.freshDatabase();
const openClient = async () => {
  const client = new Client({ connectionString: databaseUrl, application_name: 'make-dump' });
  await client.connect();
  return client;
};
const client = await openClient();
const services = new OldServices({ checkout: resolve(checkout), databaseUrl, freePort });
const making = {
  ...{ services, client, openClient, sink, freePort, complaints: [] },
  libraries: { contracts, messaging },
  log: runtime.createLogger({ level: 'silent' }),
  installation: (Installation) => ({
    installation: new Installation({
      secret: installation.INSTALLATION_SECRET,
      linkSecrets: installation.LINK_SECRETS.split(',').map((pair) => ({
        id: pair.split(':')[0],
        secret: pair.split(':')[1],
      })),
    }),
    publicUrl: installation.PUBLIC_URL,
  }),
};
try {
  await makeInstallation(making);
  // The stacks of parked events contain the path of the checkout.
  const sql = (await dumpDatabase(client)).replaceAll(resolve(checkout), '/opt/redress');
  const dumpedAt = new Date().toISOString();
  const expected = { version: name, dumpedAt, variables: installation, complaints: making.complaints };
  const path = (extension) => join(import.meta.dirname, `${name}.${extension}`);
  await writeFile(path('sql'), sql);
  await writeFile(path('json'), `${JSON.stringify(expected, undefined, 2)}\n`);
  console.log(`${name}.sql: ${Math.round(sql.length / 1024)} kB, ${making.complaints.length} complaints`);
} finally {
  services.killAll();
  await client.end();
  await sink.stop();
  await postgres.stop();
}
