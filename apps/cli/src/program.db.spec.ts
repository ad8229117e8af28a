import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  departmentReplies,
  encodeEvent,
  newId,
  queueTopic,
  readEvent,
  repliesTopic,
  workOrderAssigned,
  type Event,
} from '@redress/contracts';
import { migrate, openDatabase } from '@redress/database';
import { messagingMigrations, ParkedEvents, PostgresTransport } from '@redress/messaging';
import { createLogger } from '@redress/runtime';
import { anEvent, aWorkOrder, eventually, startPostgres, type TestPostgres } from '@redress/testing';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataSource } from 'typeorm';
import { CommandFailed } from './output.js';
import { program } from './program.js';

const policyFolder = fileURLToPath(new URL('../../../deploy/policies/telecom', import.meta.url));
let postgres: TestPostgres;
let environment: Record<string, string>;
let folder: string;

interface Run {
  lines: string[];
  notes: string[];
  ended: Promise<void>;
  stop(): void;
}

/** Starts a command; `ended` rejects if it fails. */
function start(...words: string[]): Run {
  const stop = new AbortController();
  const lines: string[] = [];
  const notes: string[] = [];
  const output = { line: (text: string) => void lines.push(text), note: (text: string) => void notes.push(text) };
  const root = program({ environment, output, signal: stop.signal });
  const ended = root.parseAsync(words, { from: 'user' }).then(() => undefined);
  ended.catch(() => undefined);
  return { lines, notes, ended, stop: () => stop.abort() };
}

async function run(...words: string[]): Promise<string> {
  const { lines, ended } = start(...words);
  await ended;
  return lines.join('\n');
}

async function failing(...words: string[]): Promise<{ message: string; lines: string }> {
  const { lines, ended } = start(...words);
  const error: unknown = await ended.then(() => 'it succeeded').catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CommandFailed);
  return { message: (error as CommandFailed).message, lines: lines.join('\n') };
}

async function publish(...events: Event[]): Promise<void> {
  const transport = await PostgresTransport.open(environment.DATABASE_URL!, createLogger({ level: 'silent' }));
  await transport.publish(
    events.map((event) => ({ topic: queueTopic('network'), key: event.subject, value: encodeEvent(event) })),
  );
  await transport.close();
}

beforeAll(async () => {
  postgres = await startPostgres();
  folder = await mkdtemp(path.join(tmpdir(), 'redress-cli-spec-'));
}, 120_000);
afterAll(async () => {
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  environment = {
    DATABASE_URL: await postgres.freshDatabase(),
    POLICY_DIR: policyFolder,
    REDRESS_HOME: folder,
    LANG: 'en_GB.UTF-8',
    OPS_PORT: '1',
  };
});

describe('topics', () => {
  it('creates missing topics once, and refuses another partition count with an explanation', async () => {
    expect((await failing('topics', 'list')).message).toContain('redress topics apply');
    expect(await run('topics', 'apply', '--partitions', '4')).toMatch(/queue\.network +4 +created/);
    expect(await run('topics', 'apply', '--partitions', '4')).toMatch(/queue\.network +4 +unchanged/);
    expect(await run('topics', 'list')).toMatch(/routing\.decisions +exists/);
    const { message } = await failing('topics', 'apply', '--partitions', '6');
    expect(message).toContain('has 4 partitions and 6 were asked for');
    expect(message.match(/asked for/g)).toHaveLength(1);
  });
});

describe('groups', () => {
  it('lists groups, and drops one only if it has no live member, in the requested language', async () => {
    await run('topics', 'apply', '--partitions', '4');
    expect(await run('groups', 'list')).toBe('No group has read anything yet.');
    const transport = await PostgresTransport.open(environment.DATABASE_URL!, createLogger({ level: 'silent' }));
    const subscription = transport.subscribe('desk.queue.network', queueTopic('network'), () =>
      Promise.resolve({ done: new Map(), retry: new Map() }),
    );
    await eventually(() => expect(subscription.ready).toBe(true));
    expect(await run('groups', 'list')).toMatch(/desk\.queue\.network +queue\.network +1 +0 +20\d\d-/);
    expect((await failing('groups', 'drop', 'desk.queue.network')).message).toContain('is in use');
    await subscription.stop();
    await transport.close();
    expect(await run('groups', 'list', '--language', 'zh-CN')).toMatch(
      /消费组[^]*desk\.queue\.network +queue\.network +0 +0/,
    );
    expect(await run('groups', 'drop', 'desk.queue.network')).toContain('from the oldest event that is still there');
    expect((await failing('groups', 'drop', 'desk.queue.network', '--language', 'zh-TW')).message).toContain(
      '沒有消費群組',
    );
  });
});

describe('queue tail', () => {
  const order = (text: string, time: string) =>
    anEvent(workOrderAssigned, aWorkOrder({ department: 'network', text }), { time });
  const old = '2026-03-02T01:00:00.000Z';

  it('lists the departments if the given one is unknown, and the command to run if the queue is missing', async () => {
    const { message } = await failing('queue', 'tail', 'nowhere');
    expect(message).toContain('network (网络部)');
    expect(message).toContain('field-service');
    expect((await failing('queue', 'tail', 'network')).message).toContain('redress topics apply');
  });

  it('prints the last work orders, then new ones as they arrive, until it is stopped', async () => {
    await run('topics', 'apply', '--partitions', '4');
    await publish(order('first', old));
    await publish(order('second', old));
    const tail = start('queue', 'tail', 'network', '--last', '1');
    await eventually(() => expect(tail.lines.join('\n')).toContain('second'));
    expect(tail.lines.join('\n')).not.toContain('first');
    await publish(order('third', new Date().toISOString()));
    await eventually(() => expect(tail.lines.join('\n')).toContain('third'));
    tail.stop();
    await tail.ended;
    expect(tail.notes.join()).toContain('queue.network');
  });

  it('reports in the chosen language that the database stopped', async () => {
    const own = await startPostgres({ own: true });
    try {
      environment.DATABASE_URL = await own.freshDatabase();
      await run('topics', 'apply', '--partitions', '4');
      const tail = start('queue', 'tail', 'network', '--language', 'zh-CN');
      await eventually(() => expect(tail.notes.join()).toContain('queue.network (网络部) · 按 Ctrl-C 结束'));
      await own.takeAway();
      const error: unknown = await tail.ended.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(CommandFailed);
      expect((error as CommandFailed).message).toContain('数据库停止了');
    } finally {
      await own.stop();
    }
  });

  it('prints everything from the beginning, one CloudEvents JSON document per line', async () => {
    await run('topics', 'apply', '--partitions', '4');
    const events = Array.from({ length: 15 }, (_, n) => order(`number ${n}\nsecond line`, old));
    await publish(...events);
    const tail = start('queue', 'tail', 'network', '--from-beginning', '--json');
    await eventually(() => expect(tail.lines).toHaveLength(15));
    tail.stop();
    await tail.ended;
    expect(tail.lines.map((line) => (JSON.parse(line) as Event).id).sort()).toEqual(events.map(({ id }) => id).sort());
  });
});

describe('queue reply', () => {
  it('writes the reply of a department to the topic that routing reads', async () => {
    await run('topics', 'apply', '--partitions', '4');
    const id = newId();
    const said = ['--reason', '不归我们', '--right-department', 'billing'];
    expect(await run('queue', 'reply', 'network', id, 'refused', ...said)).toContain('queue-replies.network: refused');
    const transport = await PostgresTransport.open(environment.DATABASE_URL!, createLogger({ level: 'silent' }));
    const read: Event[] = [];
    const subscription = transport.subscribe('routing.queue-replies.network', repliesTopic('network'), (records) => {
      read.push(...records.map(({ value }) => readEvent(value, departmentReplies)!));
      return Promise.resolve({ done: new Map(records.map((r) => [r.partition, r.offset])), retry: new Map() });
    });
    await eventually(() => expect(read).toHaveLength(1));
    await subscription.stop();
    await transport.close();
    expect(read[0]).toMatchObject({ subject: id, data: { reason: '不归我们', rightDepartment: 'billing' } });
  });

  it('says which option is missing, and that a department or a complaint is unknown', async () => {
    await run('topics', 'apply', '--partitions', '4');
    const { message } = await failing('queue', 'reply', 'network', newId(), 'answered', '--cause', '停电');
    expect(message).toContain('--solution, --for-customer');
    expect(message).not.toContain('停电');
    expect((await failing('queue', 'reply', 'nowhere', newId(), 'accepted')).message).toContain(
      'queue-replies.nowhere',
    );
  });
});

describe('without a database', () => {
  it('tells the user what to do', async () => {
    delete environment.DATABASE_URL;
    for (const words of [
      ['queue', 'tail', 'network'],
      ['topics', 'list'],
      ['parked', 'list'],
    ])
      expect((await failing(...words)).message).toBe(
        'Redress is not running on this machine: run npm start first, or set DATABASE_URL.',
      );
  });

  it('reports within seconds that DATABASE_URL does not answer, without its password', async () => {
    environment.DATABASE_URL = 'postgres://redress:hush@127.0.0.1:1/redress';
    const { message } = await failing('topics', 'list');
    expect(message).toContain('DATABASE_URL does not answer');
    expect(message).not.toContain('hush');
  });
});

describe('parked and status', () => {
  const secret = 'a customer said this';
  let dataSource: DataSource;
  let staff: Server;
  let ready = true;

  beforeAll(async () => {
    staff = createServer((_, response) => {
      response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          status: ready ? 'ready' : 'not-ready',
          checks: { database: 'ok', 'routing queues': ready ? 'ok' : 'failed' },
        }),
      );
    });
    await new Promise<void>((resolve) => staff.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void staff.close());

  beforeEach(async () => {
    ready = true;
    environment.OPS_PORT = String((staff.address() as AddressInfo).port);
    dataSource = await openDatabase({ url: environment.DATABASE_URL!, applicationName: 'cli spec', poolSize: 2 });
    for (const schema of ['routing', 'intake_form'])
      await migrate(dataSource, { schema, migrations: messagingMigrations(schema, { ledger: false }) });
    const record = {
      topic: 'intake.complaints',
      partition: 3,
      offset: '17',
      key: 'k',
      value: Buffer.from(secret),
      headers: {},
    };
    await new ParkedEvents(dataSource, 'intake_form').park(
      'intake-form.intake.complaints',
      record,
      'bad-data',
      '    at somewhere',
    );
  });
  afterEach(() => dataSource.destroy());

  it('lists parked events without content, and shows one with content', async () => {
    const list = await run('parked', 'list');
    expect(list).toMatch(/intake-form\/1 +bad-data +\S+ +intake-form\.intake\.complaints +intake\.complaints\/3\/17/);
    expect(list).not.toContain(secret);
    expect(await run('parked', 'show', 'intake-form/1')).toContain(secret);
  });

  it('requests a replay, and drops an event with a reason', async () => {
    await run('parked', 'replay', 'intake-form/1');
    expect(await run('parked', 'list')).toContain('replay requested');
    await run('parked', 'drop', 'intake-form/1', '--reason', 'a test');
    expect(await run('parked', 'list')).toBe('No events are parked.');
    expect((await failing('parked', 'replay', 'intake-form/1')).message).toBe('intake-form/1 is not parked.');
    expect((await failing('parked', 'show', 'desk/1')).message).toContain('Known: intake-form, routing');
  });

  it('shows services, lag, unpublished and parked events as numbers, and what needs attention', async () => {
    await run('topics', 'apply', '--partitions', '4');
    const { message, lines } = await failing('status');
    expect(lines).toMatch(/http:\/\/127\.0\.0\.1:\d+ +ready/);
    expect(lines).toMatch(/intake-form +0 +0 s +0 +1/);
    expect(lines).toMatch(/routing +0 +0 s +0 +0/);
    expect(message).toContain('intake-form: 1 parked');
    expect(lines + message).not.toContain(secret);
  });

  it('succeeds if nothing needs attention, and fails if a service is not ready or does not answer', async () => {
    await run('parked', 'drop', 'intake-form/1', '--reason', 'a test');
    expect(await run('status')).toContain('routing queues: ok');
    ready = false;
    const { message, lines } = await failing('status');
    expect(message).toContain('not ready');
    expect(lines).toContain('routing queues: failed');
    expect((await failing('status', '--at', 'http://127.0.0.1:1')).message).toContain('does not answer');
  });
});

describe('policy check', () => {
  it('reports that a valid folder can be used', async () => {
    expect(await run('policy', 'check', policyFolder)).toMatch(/can be used: \d+ departments/);
    expect(await run('policy', 'check', policyFolder, '--language', 'zh-CN')).toContain('可以使用');
  });

  it('reports every problem with file and line, also in Chinese', async () => {
    const broken = path.join(folder, 'broken');
    await cp(policyFolder, broken, { recursive: true });
    const file = path.join(broken, 'categories.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('department: network', 'department: netwrok'));
    const line = text.split('\n').findIndex((one) => one.includes('department: network')) + 1;
    const english = await failing('policy', 'check', broken);
    expect(english.lines).toContain(`categories.yaml:${line}`);
    expect(english.message).toMatch(/1 problem\.$/);
    expect((await failing('policy', 'check', broken, '--language', 'zh-CN')).lines).toContain(
      `categories.yaml 第 ${line} 行`,
    );
  });
});
