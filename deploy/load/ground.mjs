import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres, openDatabase } from '@redress/database';
import { startKafka } from '@redress/testing';
import { randomBytes } from 'node:crypto';
import { cleanUp } from './processes.mjs';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Starts a durable PostgreSQL and, with `kafka`, a broker. Both are our own, so that their CPU time can be measured.
 * `stopAll` stops them if `stop` was not called.
 */
export async function ground({ kafka }) {
  const home = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  const postgres = await EmbeddedPostgres.start({ home, log: quiet });
  const stopPostgres = cleanUp(async () => {
    await postgres.stop();
    await rm(home, { recursive: true, force: true });
  });
  const broker = kafka ? await startKafka({ own: true }) : undefined;
  const stopBroker = broker && cleanUp(() => broker.stop());
  return {
    brokers: broker?.brokers,
    pids: { database: await postmasterPid(home), ...(broker && { broker: javaPid(broker.brokers) }) },
    /** Creates a database for one measurement and returns its URL. */
    async database() {
      const name = `bench_${randomBytes(4).toString('hex')}`;
      const admin = await openDatabase({ url: postgres.adminUrl, applicationName: 'bench', poolSize: 1 });
      await admin.query(`CREATE DATABASE ${name} OWNER redress`);
      await admin.destroy();
      const url = new URL(postgres.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    async stop() {
      await stopBroker?.();
      await stopPostgres();
    },
  };
}

async function postmasterPid(folder) {
  for (const entry of await readdir(folder, { recursive: true })) {
    if (entry.endsWith('postmaster.pid')) return Number((await readFile(join(folder, entry), 'utf8')).split('\n')[0]);
  }
  return undefined;
}

/** The process id of the broker: the java process whose settings file contains its port. */
function javaPid(brokers) {
  const port = brokers.split(':')[1];
  for (const pid of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      if (!line[0].endsWith('java') || !line.includes('kafka.Kafka')) continue;
      if (readFileSync(line[line.indexOf('kafka.Kafka') + 1], 'utf8').includes(`:${port}`)) return Number(pid);
    } catch {
      // Another user's process, or it has ended.
    }
  }
  return undefined;
}
