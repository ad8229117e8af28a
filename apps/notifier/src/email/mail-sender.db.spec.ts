import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@redress/contracts';
import { openDatabase } from '@redress/database';
import { eventually, startMailSink, startPostgres, type TestPostgres } from '@redress/testing';
import { randomUUID } from 'node:crypto';
import { instanceLock } from '../sending/message-rows.js';
import { assignedEvent } from '../spec/decisions.js';
import { MailServer } from '../spec/mail-server.js';
import { installation, openNotifier, type NotifierHouse } from '../spec/notifier-house.js';

let postgres: TestPostgres;
let url: string;
let server: MailServer;
const houses: NotifierHouse[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
});
beforeEach(async () => {
  url = await postgres.freshDatabase();
  server = await MailServer.start();
});
afterEach(async () => {
  await Promise.all(houses.splice(0).map((house) => house.stop()));
  await server.stop();
});
afterAll(() => postgres.stop());

async function open(environment: Record<string, string> = {}): Promise<NotifierHouse> {
  const house = await openNotifier(url, { SMTP_URL: server.url, NOTIFIER_CONNECTIONS: '4', NOTIFIER_SMTP_TIMEOUT: '1', ...environment });
  houses.push(house);
  return house;
}

const becomes = (house: NotifierHouse, complaint: string, state: string, within = 8_000) =>
  eventually(async () => expect((await house.message(complaint))?.state).toBe(state), within);
const messageIds = () => new Set(server.received.map(({ messageId }) => messageId));

describe('a mail', () => {
  it('arrives as it was written', async () => {
    const sink = await startMailSink();
    const house = await open({ SMTP_URL: sink.url });
    const complaint = newId();
    await house.deliver(assignedEvent(complaint));
    await becomes(house, complaint, 'sent');
    const [mail, ...more] = await sink.mailsTo('li@example.test');
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ from: 'noreply@example.test', to: ['li@example.test'] });
    expect(mail!.subject).toContain('4821 0937 5516 2204');
    expect(mail!.text).toContain(installation.codeOf(complaint));
    expect(mail!.html).toContain(installation.linkToken(complaint));
    expect(mail!.headers['auto-submitted']).toBe('auto-generated');
    expect(await house.told(complaint)).toMatchObject([{ type: 'redress.notification.sent', sequence: 1, data: { over: 'email', attempt: 1 } }]);
    await sink.stop();
  });

  it('is sent once although the decision is delivered twice at once, to two notifiers', async () => {
    const sink = await startMailSink();
    const [first, second] = [await open({ SMTP_URL: sink.url }), await open({ SMTP_URL: sink.url })];
    const complaints = Array.from({ length: 50 }, () => newId());
    const events = complaints.map((complaint) => assignedEvent(complaint));
    await Promise.all([first.deliver(...events), second.deliver(...events), first.deliver(...events)]);
    for (const complaint of complaints) await becomes(first, complaint, 'sent');
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    const mails = await sink.mails();
    expect(mails).toHaveLength(50);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(50);
    await sink.stop();
  });

  it('that is committed while all connections are busy waits in the table and goes out too', async () => {
    const house = await open();
    const complaints = Array.from({ length: 700 }, () => newId());
    for (let at = 0; at < complaints.length; at += 350)
      await house.deliver(...complaints.slice(at, at + 350).map((complaint) => assignedEvent(complaint)));
    await eventually(
      async () =>
        expect(await house.dataSource.query(`SELECT state, count(*) FROM notifier.messages GROUP BY state`)).toEqual([{ state: 'sent', count: 700 }]),
      20_000,
    );
    expect(messageIds().size).toBe(700);
    expect(server.received).toHaveLength(700);
    expect(server.connections).toBeLessThan(30);
  });
});

describe('a mail server that refuses', () => {
  it('the recipient for good: failed at once, told, never tried again, and the next mail goes over the same connection', async () => {
    const house = await open({ NOTIFIER_CONNECTIONS: '1' });
    server.manners = { rcpt: (address) => (address.startsWith('nobody') ? '550 5.1.1 <nobody@example.test> unknown' : undefined) };
    const [nobody, somebody] = [newId(), newId()];
    await house.deliver(assignedEvent(nobody, { customer: { email: 'nobody@example.test' } }));
    await becomes(house, nobody, 'failed');
    await house.deliver(assignedEvent(somebody));
    await becomes(house, somebody, 'sent');
    expect(await house.message(nobody)).toMatchObject({ reason: 'smtp-550', attempt: 1 });
    expect(await house.told(nobody)).toMatchObject([{ type: 'redress.notification.failed', sequence: 1, data: { reason: 'smtp-550' } }]);
    expect(server.connections).toBe(1);
  });

  it('for now: tried again from the table under the same Message-ID, and told once', async () => {
    const house = await open();
    let refusals = 0;
    server.manners = { data: () => (refusals++ < 2 ? '451 4.7.1 later' : undefined) };
    const complaint = newId();
    await house.deliver(assignedEvent(complaint));
    await eventually(async () => expect(await house.message(complaint)).toMatchObject({ state: 'wanted', attempt: 1, reason: 'smtp-451' }));
    await house.makeDue();
    await eventually(async () => expect(await house.message(complaint)).toMatchObject({ state: 'wanted', attempt: 2 }));
    await house.makeDue();
    await becomes(house, complaint, 'sent');
    expect(messageIds().size).toBe(1);
    expect(await house.told(complaint)).toMatchObject([{ type: 'redress.notification.sent', data: { attempt: 3 } }]);
  });

  it('the sender: no message is given up for a wrong MAIL_FROM, nor an attempt counted', async () => {
    const house = await open();
    const complaint = newId();
    server.manners = { mail: '550 5.7.1 sender not allowed' };
    await house.deliver(assignedEvent(complaint));
    await eventually(async () => expect(await house.message(complaint)).toMatchObject({ state: 'wanted', attempt: 0 }));
    server.manners = {};
    await becomes(house, complaint, 'sent', 20_000);
    expect(await house.message(complaint)).toMatchObject({ attempt: 1 });
  });

  it('is given up after two days', async () => {
    const house = await open();
    server.manners = { data: () => '451 4.7.1 later' };
    const complaint = newId();
    await house.deliver(assignedEvent(complaint));
    await becomes(house, complaint, 'wanted');
    await house.dataSource.query(`UPDATE notifier.messages SET wanted_at = now() - interval '48 hours', next_attempt_at = now()`);
    await becomes(house, complaint, 'failed');
    expect(await house.told(complaint)).toMatchObject([{ type: 'redress.notification.failed', data: { reason: 'smtp-451' } }]);
  });
});

describe('a mail server that goes away', () => {
  it('drops the connection after the text: unknown, and again under the same Message-ID', async () => {
    const house = await open();
    server.manners = { data: (count) => (count === 1 ? 'drop' : undefined) };
    const complaint = newId();
    await house.deliver(assignedEvent(complaint));
    await becomes(house, complaint, 'unknown');
    await house.makeDue();
    await becomes(house, complaint, 'sent');
    expect(server.received).toHaveLength(2);
    expect(messageIds().size).toBe(1);
    expect(await house.told(complaint)).toHaveLength(1);
  });

  it('says nothing after the text: unknown after the time-out, the others go on', async () => {
    const house = await open();
    server.manners = { data: (count) => (count === 1 ? 'hang' : undefined) };
    const complaint = newId();
    await house.deliver(assignedEvent(complaint));
    await becomes(house, complaint, 'unknown');
    const next = newId();
    await house.deliver(assignedEvent(next));
    await becomes(house, next, 'sent');
  });

  it('refuses connections: tries seldom, burns no attempts, and sends everything once it is back', async () => {
    const house = await open();
    await server.stop();
    const complaints = Array.from({ length: 40 }, () => newId());
    await house.deliver(...complaints.map((complaint) => assignedEvent(complaint)));
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await house.dataSource.query(`SELECT max(attempt) AS most FROM notifier.messages WHERE state <> 'sending'`)).toEqual([{ most: 0 }]);
    await server.listen();
    for (const complaint of complaints) await becomes(house, complaint, 'sent', 15_000);
    expect(server.received).toHaveLength(40);
  });

  it('says nothing to a new connection: waits no longer than it must, counts no attempt', async () => {
    const house = await open();
    server.manners = { mute: true };
    const complaint = newId();
    await house.deliver(assignedEvent(complaint));
    await eventually(async () => expect(await house.message(complaint)).toMatchObject({ state: 'wanted', attempt: 0 }));
    server.manners = {};
    await becomes(house, complaint, 'sent', 20_000);
  });

  it('ends idle connections: the next mail goes over a new one at once', async () => {
    const house = await open({ NOTIFIER_CONNECTIONS: '1' });
    const [first, second] = [newId(), newId()];
    await house.deliver(assignedEvent(first));
    await becomes(house, first, 'sent');
    await server.stop();
    await server.listen();
    await house.deliver(assignedEvent(second));
    await becomes(house, second, 'sent', 900);
    expect(await house.message(second)).toMatchObject({ attempt: 1 });
  });
});

describe('a notifier that was killed', () => {
  const sending = (house: NotifierHouse, complaint: string, instance: string) =>
    house.dataSource.query(
      `UPDATE notifier.messages SET state = 'sending', attempt = 1, instance = $2, taken_at = now(), next_attempt_at = NULL WHERE complaint_id = $1`,
      [complaint, instance],
    );

  it('leaves a mail in sending: the next one sends it again under the same Message-ID, at once', async () => {
    server.manners = { data: (count) => (count === 1 ? '451 4.7.1 later' : undefined) };
    const before = await open();
    const complaint = newId();
    await before.deliver(assignedEvent(complaint));
    await becomes(before, complaint, 'wanted');
    await houses.splice(0)[0]!.stop();
    const probe = await openDatabase({ url, applicationName: 'probe', poolSize: 1 });
    await sending({ dataSource: probe } as NotifierHouse, complaint, randomUUID());
    await probe.destroy();
    const after = await open();
    await becomes(after, complaint, 'sent', 1_500);
    expect(server.received).toHaveLength(2);
    expect(messageIds().size).toBe(1);
  });

  it('is not taken for dead while its connection lives, however long a mail takes', async () => {
    const other = await openDatabase({ url, applicationName: 'other', poolSize: 1 });
    const holder = other.createQueryRunner();
    const house = await open();
    const complaint = newId();
    server.manners = { rcpt: () => '451 4.7.1 later' };
    await house.deliver(assignedEvent(complaint));
    await becomes(house, complaint, 'wanted');
    server.manners = {};
    const instance = randomUUID();
    await holder.query(`SELECT pg_advisory_lock(${instanceLock('$1')})`, [instance]);
    await sending(house, complaint, instance);
    await house.dataSource.query(`UPDATE notifier.messages SET taken_at = now() - interval '1 hour'`);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await house.message(complaint)).toMatchObject({ state: 'sending', instance });
    await holder.release();
    await other.destroy();
    await becomes(house, complaint, 'sent', 8_000);
  });

  it('gets a new name when only its connection is lost, and goes on sending', async () => {
    const house = await open();
    const first = newId();
    await house.deliver(assignedEvent(first));
    await becomes(house, first, 'sent');
    const killer = await openDatabase({ url, applicationName: 'killer', poolSize: 1 });
    await killer.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'notifier %'`,
    );
    await killer.destroy();
    const second = newId();
    await eventually(() => house.deliver(assignedEvent(second)));
    await becomes(house, second, 'sent');
  });
});

describe('a stop', () => {
  it('lets the mail under way finish and gives the others back untried', async () => {
    const house = await open({ NOTIFIER_CONNECTIONS: '1', NOTIFIER_SMTP_TIMEOUT: '5' });
    server.manners = { data: (count) => (count === 1 ? 'hang' : undefined) };
    const complaints = Array.from({ length: 10 }, () => newId());
    await house.deliver(...complaints.map((complaint) => assignedEvent(complaint)));
    await eventually(() => expect(server.received).toHaveLength(1));
    const stopped = house.senders.beforeApplicationShutdown();
    setTimeout(() => server.answerHanging('250 2.0.0 taken'), 300);
    await stopped;
    const rows = await house.dataSource.query(`SELECT state, attempt, count(*) FROM notifier.messages GROUP BY 1, 2 ORDER BY 1`);
    expect(rows).toEqual([
      { state: 'sent', attempt: 1, count: 1 },
      { state: 'wanted', attempt: 0, count: 9 },
    ]);
  });
});
