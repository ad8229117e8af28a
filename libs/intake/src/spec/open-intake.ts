import { complaintReceived, Installation, messageReceived, readEvent } from '@redress/contracts';
import { migrate, openDatabase } from '@redress/database';
import { Messaging, Publisher, type Transport } from '@redress/messaging';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { Channel } from '../accept/channel.js';
import { ComplaintBatches } from '../accept/complaint-batches.js';
import { Ledger } from '../accept/ledger.js';
import { Preparation } from '../accept/prepare.js';
import { Intake } from '../accept/intake.js';
import { Seal } from '../masking/seal.js';
import { intakeMigrations } from '../migrations.js';

const log = pino({ level: 'silent' });

export const installation = new Installation({
  secret: 's'.repeat(32),
  linkSecrets: [{ id: 'a', secret: 'l'.repeat(32) }],
});

/** One instance of a channel's service on a real database. */
export interface OpenIntake {
  intake: Intake;
  ledger: Ledger;
  seal: Seal;
  messaging: Messaging;
  dataSource: DataSource;
  stop(): Promise<void>;
}

/** Two calls with the same database are two instances of one service, whose schema is `channel`. */
export async function openIntake(databaseUrl: string, transport: Transport): Promise<OpenIntake> {
  const dataSource = await openDatabase({ url: databaseUrl, applicationName: 'channel', poolSize: 5 });
  await migrate(dataSource, { schema: 'channel', migrations: intakeMigrations('channel') });
  const registry = new Registry();
  const publisher = new Publisher(transport, log, registry);
  const now = (): Date => new Date();
  const messaging = new Messaging({
    ...{ service: 'channel', installation: 'specs', schema: 'channel' },
    ...{ dataSource, transport, publisher, log, registry, now },
  });
  messaging.start();
  const { outbox } = messaging;
  const ledger = new Ledger(dataSource, outbox);
  const seal = new Seal(installation);
  const preparation = new Preparation(new Channel('form'), installation, seal);
  const intake = new Intake(preparation, new ComplaintBatches(ledger, outbox), ledger, outbox, installation);
  return {
    ...{ intake, ledger, seal, messaging, dataSource },
    stop: async () => {
      await intake.onApplicationShutdown();
      await messaging.stop();
      await dataSource.destroy();
    },
  };
}

/** What was published about a subject over PostgreSQL, in the order of the log. */
export async function published({ dataSource }: OpenIntake, topic: string, subject: string) {
  const log: { value: string }[] = await dataSource.query(
    'SELECT value FROM transport.log WHERE topic = $1 AND key = $2 ORDER BY "offset"',
    [topic, subject],
  );
  return log.map(({ value }) => readEvent<unknown>(value, [complaintReceived, messageReceived])!);
}
