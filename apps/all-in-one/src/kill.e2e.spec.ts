import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readEvent, workOrderAssigned } from '@redress/contracts';
import { EmbeddedPostgres, openDatabase } from '@redress/database';
import { eventually, freePort, startMailSink, type MailSink } from '@redress/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type DataSource = Awaited<ReturnType<typeof openDatabase>>;
type QueryRunner = ReturnType<DataSource['createQueryRunner']>;

const program = join(import.meta.dirname, '../dist/main.js');

/** `npm start` as a process of its own on the embedded database, killed while it works. */
describe('kill -9', () => {
  let home: string;
  let sink: MailSink;
  let ports: { PORT: string; OPS_PORT: string };
  let child: ChildProcess | undefined;
  let database: DataSource | undefined;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'redress-kill-'));
    sink = await startMailSink();
    ports = { PORT: String(await freePort()), OPS_PORT: String(await freePort()) };
    await startProgram();
    database = await openDatabase({
      url: (await EmbeddedPostgres.locate(home))!,
      applicationName: 'kill spec',
      poolSize: 3,
    });
  }, 120_000);

  afterEach(async () => {
    await database?.destroy();
    await end('SIGTERM');
    await sink.stop();
    await rm(home, { recursive: true, force: true });
  }, 60_000);

  async function startProgram(): Promise<void> {
    child = spawn(process.execPath, [program], {
      env: {
        PATH: process.env['PATH'],
        REDRESS_HOME: home,
        ...ports,
        LOG_LEVEL: 'warn',
        SMTP_URL: sink.url,
        MAIL_FROM: 'Redress <noreply@example.test>',
        NOTIFIER_SMTP_TIMEOUT: '20',
      },
      stdio: 'ignore',
    });
    await eventually(
      async () => expect((await fetch(`http://127.0.0.1:${ports.OPS_PORT}/readyz`)).status).toBe(200),
      90_000,
    );
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child!.once('exit', resolve));
    child.kill(signal);
    await exited;
  }

  async function complain(email: string): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${ports.PORT}/api/complaints`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({ text: '家里宽带从昨晚开始一直断，打客服说要等三天', customer: { email } }),
    });
    expect(response.status).toBe(202);
    return ((await response.json()) as { number: string }).number;
  }

  /** Locks a table, so that every change of it waits until the lock is released. */
  async function hold(table: string): Promise<() => Promise<void>> {
    const runner: QueryRunner = database!.createQueryRunner();
    await runner.connect();
    await runner.startTransaction();
    await runner.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    return async () => {
      await runner.rollbackTransaction();
      await runner.release();
    };
  }

  async function workOrders(number: string): Promise<number> {
    const rows: { value: string }[] = await database!.query(
      `SELECT value FROM transport.log WHERE topic = 'queue.field-service'`,
    );
    return rows.filter(({ value }) => readEvent(value, [workOrderAssigned])?.data.number === number).length;
  }

  async function oneOrderAndOneMail(number: string, email: string): Promise<void> {
    await eventually(async () => expect(await sink.mailsTo(email)).toHaveLength(1), 30_000);
    // A duplicate would arrive within the next sweeps of relay and sender.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await sink.mailsTo(email)).toHaveLength(1);
    expect(await workOrders(number)).toBe(1);
  }

  it('between accept and route: one work order and one confirmation after the restart', async () => {
    const letGo = await hold('routing.decisions');
    const number = await complain('between-accept-and-route@example.test');
    await eventually(async () => expect(await database!.query('SELECT 1 FROM intake_form.ledger')).toHaveLength(1));
    await end('SIGKILL');
    await letGo();
    expect(await workOrders(number)).toBe(0);
    await startProgram();
    await oneOrderAndOneMail(number, 'between-accept-and-route@example.test');
  }, 120_000);

  it('between route and confirm: one work order and one confirmation after the restart', async () => {
    const letGo = await hold('notifier.messages');
    const number = await complain('between-route-and-confirm@example.test');
    await eventually(async () => expect(await workOrders(number)).toBe(1), 20_000);
    await end('SIGKILL');
    await letGo();
    expect(await sink.mailsTo('between-route-and-confirm@example.test')).toEqual([]);
    await startProgram();
    await oneOrderAndOneMail(number, 'between-route-and-confirm@example.test');
  }, 120_000);

  it('while a mail is being sent with an unknown outcome: it is sent again after the restart', async () => {
    sink.behave('hang', 1);
    const number = await complain('under-way@example.test');
    await eventually(
      async () =>
        expect(await database!.query(`SELECT 1 FROM notifier.messages WHERE state = 'sending'`)).toHaveLength(1),
      20_000,
    );
    await end('SIGKILL');
    sink.behave('accept');
    await startProgram();
    await oneOrderAndOneMail(number, 'under-way@example.test');
    expect(await database!.query(`SELECT state, attempt FROM notifier.messages`)).toEqual([
      { state: 'sent', attempt: 2 },
    ]);
  }, 120_000);

  it('under load: every complaint that got a number has one work order and one confirmation', async () => {
    const accepted: { email: string; number: string }[] = [];
    const answers = Array.from({ length: 200 }, async (_, index) => {
      const email = `citizen${index}@example.test`;
      await new Promise((resolve) => setTimeout(resolve, index * 8));
      await complain(email).then(
        (number) => accepted.push({ email, number }),
        () => undefined,
      );
    });
    await eventually(() => expect(accepted.length).toBeGreaterThan(40), 30_000);
    await end('SIGKILL');
    await Promise.all(answers);
    expect(accepted.length).toBeLessThan(200);
    await startProgram();
    await eventually(async () => {
      const mails = await sink.mails();
      expect(accepted.filter(({ email }) => !mails.some(({ to }) => to.includes(email)))).toEqual([]);
    }, 40_000);
    const orders: { value: string }[] = await database!.query(
      `SELECT value FROM transport.log WHERE topic = 'queue.field-service'`,
    );
    const numbers = orders.map(({ value }) => readEvent(value, [workOrderAssigned])!.data.number);
    for (const { number } of accepted) expect(numbers).toContain(number);
    // The log may contain an event twice (a relay after a crash); a reader recognizes it by its id.
    const ids = new Map(
      orders.map(({ value }) => [
        readEvent(value, [workOrderAssigned])!.id,
        readEvent(value, [workOrderAssigned])!.data.number,
      ]),
    );
    expect([...ids.values()]).toHaveLength(new Set(ids.values()).size);
  }, 120_000);
});
