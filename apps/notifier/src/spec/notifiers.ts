import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import { openDatabase } from '@redress/database';
import type { ServiceDefinition } from '@redress/runtime';
import { eventually, startPostgres, type TestPostgres } from '@redress/testing';
import { MailServer } from './mail-server.js';
import { startNotifier, type TestNotifier } from './start-notifier.js';

/** A fresh database and mail server for each test of a file, and the notifiers that the test starts on them. */
export interface Notifiers {
  readonly databaseUrl: string;
  readonly server: MailServer;
  /** Message-IDs that the mail server has received. */
  messageIds(): Set<string>;
  /** Starts a notifier with four connections and a timeout of one second; it is stopped after the test. */
  start(variables?: Record<string, string>, service?: ServiceDefinition): Promise<TestNotifier>;
  /** Runs one statement on a separate connection, also if no notifier runs. */
  query(sql: string, parameters?: unknown[]): Promise<unknown[]>;
  /** Stops one before the test ends. */
  stop(notifier: TestNotifier): Promise<void>;
}

/** Registers the hooks. Call it at the top of a spec file. */
export function notifiers(): Notifiers {
  let postgres: TestPostgres;
  let databaseUrl: string;
  let server: MailServer;
  const running = new Set<TestNotifier>();
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  beforeEach(async () => {
    databaseUrl = await postgres.freshDatabase();
    server = await MailServer.start();
  });
  const stop = async (notifier: TestNotifier): Promise<void> => {
    running.delete(notifier);
    await notifier.stop();
  };
  afterEach(async () => {
    await Promise.all([...running].map(stop));
    await server.stop();
  });
  afterAll(() => postgres.stop());
  return {
    get databaseUrl() {
      return databaseUrl;
    },
    get server() {
      return server;
    },
    messageIds: () => new Set(server.received.map(({ messageId }) => messageId)),
    start: async (variables = {}, service = undefined) => {
      const settings = { SMTP_URL: server.url, NOTIFIER_CONNECTIONS: '4', NOTIFIER_SMTP_TIMEOUT: '1', ...variables };
      const notifier = await startNotifier(databaseUrl, settings, service);
      running.add(notifier);
      return notifier;
    },
    query: async (sql, parameters) => {
      const database = await openDatabase({ url: databaseUrl, applicationName: 'spec', poolSize: 1 });
      return database.query<unknown[]>(sql, parameters).finally(() => database.destroy());
    },
    stop,
  };
}

/** Waits until the message of a complaint has a state. */
export function becomes(notifier: TestNotifier, complaintId: string, state: string, withinMs = 8_000): Promise<void> {
  return eventually(async () => expect((await notifier.message(complaintId))?.state).toBe(state), withinMs);
}
