import { Controller, Injectable, Module } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { complaintReceived, messageReceived, type ComplaintReceived, type Event } from '@redress/contracts';
import { openDatabase } from '@redress/database';
import { Consumes, messagingMigrations } from '@redress/messaging';
import { defineService, MessagingModule, serviceConfig, startServices, type RunningServices } from '@redress/runtime';
import { eventually, startPostgres, type TestPostgres } from '@redress/testing';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Intake } from './accept/intake.js';
import { IntakeModule } from './intake.module.js';
import { intakeMigrations } from './migrations.js';
import { NoteBox, NotesModule } from './spec/notes/notes.module.js';

class NoConfig extends serviceConfig(z.object({})) {}

const notes = defineService({
  name: 'notes',
  database: { schema: 'notes', migrations: intakeMigrations('notes') },
  config: NoConfig,
  readyWithoutBroker: true,
  module: NotesModule,
});

const heard: Event<ComplaintReceived>[] = [];
@Controller()
class Listener {
  @Consumes('listener.intake.complaints', [complaintReceived])
  hear(events: Event<ComplaintReceived>[]): Promise<void> {
    heard.push(...events);
    return Promise.resolve();
  }
}
@Module({ imports: [MessagingModule.forService('listener')], controllers: [Listener] })
class ListenerModule {}
const listener = defineService({
  name: 'listener',
  database: { schema: 'listener', migrations: messagingMigrations('listener', { ledger: false }) },
  config: NoConfig,
  module: ListenerModule,
});

@Injectable()
class AsksForAnIntake {
  constructor(readonly intake: Intake) {}
}

let postgres: TestPostgres;
let environment: Record<string, string>;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

async function freshEnvironment(): Promise<void> {
  environment = {
    DATABASE_URL: await postgres.freshDatabase(),
    POLICY_DIR: fileURLToPath(new URL('../../../deploy/policies/telecom', import.meta.url)),
    INSTALLATION_SECRET: 'i'.repeat(32),
    LINK_SECRETS: `a:${'l'.repeat(32)}`,
    ...{ PORT: '0', STAFF_PORT: '0', OPS_PORT: '0', LOG_LEVEL: 'silent' },
  };
}

describe('a new channel', () => {
  let running: RunningServices;
  let box: NoteBox;
  let database: DataSource;
  beforeAll(async () => {
    await freshEnvironment();
    running = await startServices([notes, listener], { environment, applyTopics: true });
    box = running.app('notes').get(NoteBox, { strict: false });
    database = running.app('notes').get(DataSource);
  });
  afterAll(() => running?.stop());

  it('needs a source, a normalization and accept(), and nothing else', async () => {
    box.notes.push({ scan: 'scan-1', writtenBy: '138 1234 5678', words: '门口的电线掉了\0' });
    const [number] = await box.empty();
    await eventually(() => expect(heard).toHaveLength(1));
    expect(heard[0]!.data).toMatchObject({
      ...{ number, channel: 'other', origin: 'letter', text: '门口的电线掉了' },
      customer: { phone: '+8613812345678', replyBy: 'letter' },
    });
    // The box could not be emptied in time: the same note again.
    box.notes.push({ scan: 'scan-1', writtenBy: '138 1234 5678', words: '门口的电线掉了\0' });
    expect(await box.empty()).toEqual([number]);
    box.notes.push({ scan: 'scan-2', writtenBy: '138 1234 5678', words: '还没人来', about: heard[0]!.subject });
    expect(await box.empty()).toEqual([number]);
    const said = await eventually(async () => {
      const rows: { value: string }[] = await database.query('SELECT value FROM transport.log WHERE topic = $1', [
        messageReceived.topic,
      ]);
      expect(rows).toHaveLength(1);
      return JSON.parse(rows[0]!.value) as Event<unknown>;
    });
    expect(said).toMatchObject({ subject: heard[0]!.subject, data: { number, kind: 'addition', text: '还没人来' } });
  });

  it('stops only when what it is storing is stored and published', async () => {
    const locking = await lockLedger();
    box.notes.push({ scan: 'scan-3', writtenBy: '', words: '断电了' });
    const accepted = box.empty();
    const unlocked = sleep(400).then(locking.end);
    await running.stop();
    expect(await accepted).toHaveLength(1);
    await unlocked;
    expect(await outboxRows()).toBe(0);
  });

  async function lockLedger(): Promise<{ end: () => Promise<void> }> {
    const other = await openOther();
    const runner = other.createQueryRunner();
    await runner.startTransaction();
    await runner.query('LOCK TABLE notes.ledger');
    return {
      end: async () => {
        await runner.rollbackTransaction();
        await runner.release();
        await other.destroy();
      },
    };
  }
  async function outboxRows(): Promise<number> {
    const other = await openOther();
    const rows: unknown[] = await other.query('SELECT 1 FROM notes.outbox');
    await other.destroy();
    return rows.length;
  }
  const openOther = () => openDatabase({ url: environment['DATABASE_URL']!, applicationName: 'spec', poolSize: 1 });
});

describe('a service without a ledger', () => {
  beforeAll(freshEnvironment);

  const start = (module: new () => object, migrations: typeof notes.database.migrations) =>
    startServices(
      [defineService({ name: 'notes', config: NoConfig, database: { schema: 'notes', migrations }, module })],
      {
        environment,
        applyTopics: true,
      },
    );

  it('does not start when it asks for an Intake', async () => {
    @Module({ imports: [MessagingModule.forService('notes')], providers: [AsksForAnIntake] })
    class WithoutIntake {}
    const started = start(WithoutIntake, messagingMigrations('notes', { ledger: false }));
    await expect(started).rejects.toThrow(/AsksForAnIntake.*Intake/s);
  });

  it('does not start when it provides one', async () => {
    @Module({
      imports: [MessagingModule.forService('notes'), IntakeModule.forChannel({ channel: 'notes' })],
      providers: [AsksForAnIntake],
    })
    class WithoutMigrations {}
    const started = start(WithoutMigrations, messagingMigrations('notes', { ledger: false }));
    await expect(started).rejects.toThrow("intakeMigrations('notes')");
  });
});
