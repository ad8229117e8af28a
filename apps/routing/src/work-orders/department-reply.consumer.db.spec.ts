import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  allTopics,
  complaintReceived,
  decodeEnvelope,
  departmentReplies,
  newId,
  repliesTopic,
  topics,
  workOrderAccepted,
  workOrderAnswered,
  workOrderRefused,
  type ComplaintReceived,
  type Event,
  type EventDefinition,
} from '@redress/contracts';
import { migrate, openDatabase } from '@redress/database';
import { Messaging, PostgresTransport, Publisher } from '@redress/messaging';
import { loadPolicy, type Policy, type PolicyStore } from '@redress/policy';
import { Clock, Readiness } from '@redress/runtime';
import { aComplaint, anEvent, eventually, startPostgres, type TestPostgres } from '@redress/testing';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { DecideConsumer } from '../decide/decide.consumer.js';
import { DecisionMetrics } from '../decide/decision-metrics.js';
import { PolicyInForce } from '../decide/policy-in-force.js';
import type { ModelStore } from '../model/model-store.js';
import { routing } from '../service.js';
import type { Reply } from './apply-reply.rules.js';
import { DepartmentReplyConsumer } from './department-reply.consumer.js';

const log = pino({ level: 'silent' });
const models = { modelOf: () => Promise.resolve(undefined) } as unknown as ModelStore;
const folder = fileURLToPath(new URL('../../../../deploy/policies/telecom', import.meta.url));
const answer = { cause: '接头进水', solution: '换了接头', forCustomer: '已经修好。' };
let policy: Policy;
let postgres: TestPostgres;
let dataSource: DataSource;
let transport: PostgresTransport;
let messaging: Messaging;

beforeAll(async () => {
  policy = await loadPolicy(folder);
  postgres = await startPostgres();
}, 120_000);
afterAll(() => postgres?.stop());

beforeEach(async () => {
  const url = await postgres.freshDatabase();
  transport = await PostgresTransport.open(url, log);
  const departments = policy.departments.map(({ id }) => id);
  await transport.applyTopics(allTopics(departments), { partitions: 4 });
  const { entities } = routing.database;
  dataSource = await openDatabase({ url, applicationName: 'replies spec', poolSize: 8, ...(entities && { entities }) });
  await migrate(dataSource, routing.database);
  const registry = new Registry();
  const now = (): Date => new Date();
  const publisher = new Publisher(transport, log, registry);
  messaging = new Messaging({
    ...{
      service: 'routing',
      installation: 'spec',
      schema: 'routing',
      dataSource,
      transport,
      publisher,
      log,
      now,
      registry,
    },
  });
  const inForce = new PolicyInForce({ current: policy } as PolicyStore, transport, models, log, new Readiness());
  const decide = new DecideConsumer(inForce, new DecisionMetrics(registry), new Clock());
  const replies = new DepartmentReplyConsumer(inForce, new Clock());
  messaging.start();
  messaging.consume({
    group: 'routing.intake.complaints',
    topic: topics.complaints,
    definitions: [complaintReceived],
    handle: (events, tx) => decide.decide(events as Event<ComplaintReceived>[], tx),
  });
  // As at a start: the topics are found before the handlers are declared.
  messaging.readEach('queue-replies', departments);
  messaging.consumeEach({
    family: 'queue-replies',
    definitions: departmentReplies,
    handle: (events, tx, name) => replies.apply(events as Reply[], tx, name),
  });
});
afterEach(async () => {
  await messaging.stop();
  await dataSource.destroy();
  await transport.close();
});

/** A complaint that the field service has in its queue. */
async function assigned(): Promise<string> {
  const subject = newId();
  const event = anEvent(complaintReceived, aComplaint(), { subject });
  await transport.publish([{ topic: topics.complaints, key: subject, value: JSON.stringify(event) }]);
  await eventually(async () => expect(await published(subject)).toHaveLength(2));
  return subject;
}

function reply<D>(department: string, definition: EventDefinition<D>, subject: string, data: D) {
  const value = JSON.stringify(anEvent(definition, data, { subject }));
  return { topic: repliesTopic(department), key: subject, value };
}

/** What routing published about a complaint, in its order: topic, type and data. */
async function published(subject: string): Promise<{ topic: string; type: string; data: Record<string, unknown> }[]> {
  const rows: { topic: string; value: string }[] = await dataSource.query(
    `SELECT topic, value FROM transport.log WHERE topic <> $1 AND topic NOT LIKE 'queue-replies.%'`,
    [topics.complaints],
  );
  return rows
    .map(({ topic, value }) => ({ topic, event: decodeEnvelope(value) as Event<Record<string, unknown>> }))
    .filter(({ event }) => event.subject === subject)
    .sort((a, b) => a.event.sequence - b.event.sequence)
    .map(({ topic, event }) => ({ topic, type: event.type.replace('redress.', ''), data: event.data }));
}

async function stateOf(id: string): Promise<string | undefined> {
  const rows: { state: string }[] = await dataSource.query(`SELECT state FROM routing.work_orders WHERE id = $1`, [id]);
  return rows[0]?.state;
}

describe('replies of departments', () => {
  it('are published as facts; the same reply twice is one fact', async () => {
    const id = await assigned();
    const accepted = reply('field-service', workOrderAccepted, id, { workOrder: id, by: '张强' });
    const answered = reply('field-service', workOrderAnswered, id, { workOrder: id, ...answer });
    await transport.publish([accepted, accepted]);
    await transport.publish([accepted, answered, answered]);
    await eventually(async () => expect(await stateOf(id)).toBe('answered'));
    await eventually(async () =>
      expect((await published(id)).slice(2).map(({ topic, data }) => [topic, data['change']])).toEqual([
        ['routing.work-orders', 'accepted'],
        ['routing.work-orders', 'answered'],
      ]),
    );
    expect(await messaging.parked.list()).toEqual([]);
  });

  it('bring a refused work order back to triage: it leaves the old queue first', async () => {
    const id = await assigned();
    const refusal = { reason: '客户欠费停机，找计费', rightDepartment: 'billing' };
    await transport.publish([reply('field-service', workOrderRefused, id, refusal)]);
    await eventually(async () => expect(await published(id)).toHaveLength(5));
    expect((await published(id)).slice(2).map(({ topic, type }) => [topic, type])).toEqual([
      ['routing.work-orders', 'work-order.changed'],
      ['queue.field-service', 'work-order.withdrawn'],
      ['routing.decisions', 'complaint.triage-needed'],
    ]);
    const [row] = await dataSource.query(`SELECT outcome, department, decision FROM routing.decisions`);
    expect(row).toMatchObject({ outcome: 'triage-needed', department: null });
    expect(row.decision.reasons).toContain('named-by-refusal:billing');
    expect(JSON.stringify(row.decision)).not.toContain('欠费');
  });

  it('that do not fit are parked with the reason, and those beside them are applied', async () => {
    const [id, other] = [await assigned(), await assigned()];
    await transport.publish([
      reply('billing', workOrderAnswered, id, answer),
      reply('billing', workOrderAccepted, newId(), {}),
      reply('field-service', workOrderAccepted, other, { workOrder: id }),
      reply('field-service', workOrderAccepted, other, {}),
    ]);
    await eventually(async () => expect(await messaging.parked.list()).toHaveLength(3));
    const codes = (await messaging.parked.list()).map(({ reason }) => reason).sort();
    expect(codes).toEqual(['no-such-order', 'no-such-order', 'not-your-order']);
    await eventually(async () => expect(await stateOf(other)).toBe('accepted'));
    expect([undefined, 'assigned']).toContain(await stateOf(id));
  });

  it('that come after a refusal change nothing', async () => {
    const id = await assigned();
    await transport.publish([
      reply('field-service', workOrderRefused, id, { reason: '不归我们' }),
      reply('field-service', workOrderAnswered, id, answer),
    ]);
    await eventually(async () => expect(await messaging.parked.list()).toHaveLength(1));
    expect(await stateOf(id)).toBe('refused');
  });
});
