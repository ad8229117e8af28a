import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encodeEvent, newId, topics } from '@redress/contracts';
import { PostgresTransport } from '@redress/messaging';
import { startServices, type RunningServices } from '@redress/runtime';
import { eventually, startPostgres, type TestPostgres } from '@redress/testing';
import { pino } from 'pino';
import { notifier } from './service.js';
import { assignedEvent } from './spec/decisions.js';

const log = pino({ level: 'silent' });
let postgres: TestPostgres;
let running: RunningServices;
let transport: PostgresTransport;

beforeAll(async () => {
  postgres = await startPostgres();
  const url = await postgres.freshDatabase();
  const environment = {
    DATABASE_URL: url,
    POLICY_DIR: new URL('../../../deploy/policies/telecom', import.meta.url).pathname,
    PORT: '0',
    OPS_PORT: '0',
    INSTALLATION_SECRET: 's'.repeat(32),
    LINK_SECRETS: `a:${'l'.repeat(32)}`,
    TOPIC_PARTITIONS: '2',
  };
  running = await startServices([notifier], { environment, applyTopics: true, log });
  transport = await PostgresTransport.open(url, log);
});
afterAll(async () => {
  await transport.close();
  await running.stop();
  await postgres.stop();
});

const page = (path: string) =>
  fetch(`http://127.0.0.1:${running.opsPort}${path}`, { headers: { accept: 'text/html', 'accept-language': 'en' } });

describe('the notifier as a service', () => {
  it('shows the message for a published decision on /mailbox, where no script can run', async () => {
    expect(await (await page('/mailbox')).text()).toContain('Nothing yet');
    const complaint = newId();
    const event = assignedEvent(complaint, { language: 'en' });
    await transport.publish([{ topic: topics.decisions, key: complaint, value: encodeEvent(event) }]);
    const path = await eventually(async () => {
      const [, found] = /href="(\/mailbox\/[0-9a-f-]{36})"/.exec(await (await page('/mailbox')).text()) ?? [];
      expect(found).toBeDefined();
      return found!;
    }, 15_000);
    const list = await (await page('/mailbox')).text();
    expect(list).toContain('l***@example.test');
    expect(list).not.toContain('li@example.test');
    const answer = await page(path);
    const mail = await answer.text();
    expect(mail).toContain('li@example.test');
    expect(mail).toContain('4821 0937 5516 2204');
    expect(mail).toMatch(/<iframe[^>]*sandbox="(?!.*allow-scripts)/);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('answers 404 for every other path below /mailbox', async () => {
    for (const path of [`/mailbox/${newId()}`, "/mailbox/'", '/mailbox/..%2f'])
      expect((await page(path)).status).toBe(404);
    expect((await page("/mailbox?before='")).status).toBe(200);
  });
});
