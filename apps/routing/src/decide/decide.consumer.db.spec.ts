import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  allTopics,
  complaintReceived,
  decodeEnvelope,
  newId,
  queueTopic,
  topics,
  type ComplaintReceived,
  type Event,
} from '@redress/contracts';
import { migrate, openDatabase } from '@redress/database';
import { Messaging, PostgresTransport, Publisher, type ConsumptionDefinition } from '@redress/messaging';
import { loadPolicy, type Policy, type PolicyStore } from '@redress/policy';
import { Clock, Readiness } from '@redress/runtime';
import { aComplaint, anEvent, eventually, startPostgres, type TestPostgres } from '@redress/testing';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { ModelStore } from '../model/model-store.js';
import { routing } from '../service.js';
import { DecideConsumer } from './decide.consumer.js';
import { DecisionMetrics } from './decision-metrics.js';
import { PolicyInForce } from './policy-in-force.js';

const log = pino({ level: 'silent' });
/** These specs are about what the signals decide. */
const models = { modelOf: () => Promise.resolve(undefined) } as unknown as ModelStore;
const folder = (name: string): string => fileURLToPath(new URL(`../../../../deploy/policies/${name}`, import.meta.url));
const broadband = '家里宽带从昨晚开始一直断，打客服说要等三天';
const bribe = '装维师傅上门索要红包，不给就不装，我要举报他收受贿赂';
let policies: { telecom: Policy; power: Policy };
let postgres: TestPostgres;

/** A routing service with a real database and transport. */
interface RoutingUnderTest {
  dataSource: DataSource;
  transport: PostgresTransport;
  registry: Registry;
  inForce: { current: Policy };
  /** Starts an instance of the service. */
  startInstance(): Messaging;
  stop(): Promise<void>;
}

let service: RoutingUnderTest;

async function openService(policy: Policy, createTopics = true): Promise<RoutingUnderTest> {
  const url = await postgres.freshDatabase();
  const transport = await PostgresTransport.open(url, log);
  const inForce = { current: policy };
  if (createTopics) await applyTopics(transport, policy);
  const dataSource = await openDatabase({ url, applicationName: 'routing spec', poolSize: 8 });
  await migrate(dataSource, routing.database);
  const registry = new Registry();
  const publisher = new Publisher(transport, log, registry);
  const metrics = new DecisionMetrics(registry);
  const now = (): Date => new Date();
  const all: Messaging[] = [];
  return {
    dataSource,
    transport,
    registry,
    inForce,
    startInstance: () => {
      const messaging = new Messaging({
        ...{ service: 'routing', installation: 'spec', schema: 'routing', dataSource, transport, publisher, log, now },
        registry: all.length === 0 ? registry : new Registry(),
      });
      const consumer = new DecideConsumer(
        new PolicyInForce(inForce as PolicyStore, transport, models, log, new Readiness()),
        metrics,
        new Clock(),
      );
      const definition: ConsumptionDefinition = {
        group: 'routing.intake.complaints',
        topic: topics.complaints,
        definitions: [complaintReceived],
        handle: (events, tx) => consumer.decide(events as Event<ComplaintReceived>[], tx),
      };
      messaging.start();
      messaging.consume(definition);
      all.push(messaging);
      return messaging;
    },
    stop: async () => {
      for (const messaging of all) await messaging.stop();
      await dataSource.destroy();
      await transport.close();
    },
  };
}

async function applyTopics(transport: PostgresTransport, policy: Policy): Promise<void> {
  await transport.applyTopics(allTopics(policy.departments.map(({ id }) => id)), { partitions: 4 });
}

function received(text: string, subject: string = newId(), more: { sequence?: number } = {}) {
  const event = anEvent(
    complaintReceived,
    aComplaint({ text, customer: { name: '李小明', phone: '+8613912345678', email: 'li@example.test' } }),
    {
      subject,
      ...more,
    },
  );
  return { topic: topics.complaints, key: subject, value: JSON.stringify(event) };
}

interface Logged {
  topic: string;
  event: Event<{ department?: string; confidential?: boolean }>;
}

/** All events that routing published. */
async function published(): Promise<Logged[]> {
  const rows: { topic: string; value: string }[] = await service.dataSource.query(
    `SELECT topic, value FROM transport.log WHERE topic <> $1 ORDER BY at, partition, "offset"`,
    [topics.complaints],
  );
  const all = rows.map(({ topic, value }) => ({ topic, event: decodeEnvelope(value) as Logged['event'] }));
  return all.sort((a, b) => a.event.sequence - b.event.sequence);
}

const outcomes = async (): Promise<Record<string, number>> => {
  const rows: { outcome: string; count: number }[] = await service.dataSource.query(
    `SELECT outcome, count(*)::int AS count FROM routing.decisions GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
};

beforeAll(async () => {
  const [telecom, power] = await Promise.all([loadPolicy(folder('telecom')), loadPolicy(folder('power'))]);
  policies = { telecom, power };
  postgres = await startPostgres();
}, 120_000);
afterAll(() => postgres?.stop());

describe('the decide consumer', () => {
  beforeEach(async () => {
    service = await openService(policies.telecom);
  });
  afterEach(() => service.stop());

  it('decides once and publishes one work order if an event arrives twice at once, in two processes', async () => {
    service.startInstance();
    service.startInstance();
    const twice = received(broadband);
    const again = received(broadband, twice.key);
    await Promise.all([
      service.transport.publish([twice, twice]),
      service.transport.publish([again]),
      service.transport.publish([twice]),
    ]);
    await service.transport.publish([received(broadband)]);
    await eventually(async () => expect(await published()).toHaveLength(4));
    const ours = (await published()).filter(({ event }) => event.subject === twice.key);
    expect(ours.map(({ topic, event }) => [topic, event.type, event.sequence])).toEqual([
      ['routing.decisions', 'redress.complaint.assigned', 1],
      ['queue.field-service', 'redress.work-order.assigned', 2],
    ]);
    expect(await outcomes()).toEqual({ assigned: 2 });
  });

  it('changes nothing when another event of a decided complaint comes later', async () => {
    service.startInstance();
    const first = received(broadband);
    await service.transport.publish([first]);
    await eventually(async () => expect(await published()).toHaveLength(2));
    await service.transport.publish([
      received(bribe, first.key, { sequence: 2 }),
      received('没有信号', first.key),
      received(broadband),
    ]);
    await eventually(async () => expect(await published()).toHaveLength(4));
    const [row] = await service.dataSource.query(
      `SELECT outcome, department FROM routing.decisions WHERE complaint_id = $1`,
      [first.key],
    );
    expect(row).toEqual({ outcome: 'assigned', department: 'field-service' });
    expect((await published()).filter(({ event }) => event.subject === first.key)).toHaveLength(2);
  });

  it('publishes the work order of a report on the queue of inspection only', async () => {
    service.startInstance();
    const { key, ...report } = received(bribe);
    await service.transport.publish([{ key, ...report }]);
    await eventually(async () => expect(await published()).toHaveLength(2));
    const [decision, order] = await published();
    expect(decision).toMatchObject({
      topic: 'routing.decisions',
      event: { data: { department: 'inspection', confidential: true } },
    });
    expect(order?.topic).toBe('queue.inspection');
  });

  it('sends a complaint without a clear category to triage, and publishes no work order', async () => {
    service.startInstance();
    await service.transport.publish([received('你们这样做太过分了，我要投诉')]);
    await eventually(async () =>
      expect((await published()).map(({ topic, event }) => [topic, event.type])).toEqual([
        ['routing.decisions', 'redress.complaint.triage-needed'],
      ]),
    );
  });

  it('handles 500 complaints that were waiting, and omits none', async () => {
    const records = Array.from({ length: 500 }, () => received(broadband));
    await service.transport.publish(records);
    service.startInstance();
    await eventually(async () => expect(await published()).toHaveLength(1_000), 20_000);
    const queue = new Set(
      (await published()).filter(({ topic }) => topic === 'queue.field-service').map(({ event }) => event.subject),
    );
    expect(queue).toEqual(new Set(records.map(({ key }) => key)));
    const stages = await service.dataSource.query(
      `SELECT stage, count(*)::int AS count FROM routing.stages GROUP BY 1`,
    );
    expect(stages).toEqual([{ stage: 'assigned', count: 500 }]);
    expect(await service.registry.metrics()).toContain(
      'redress_routing_decisions_total{outcome="assigned",tier="blue"} 500',
    );
  });

  it('stores personal data of the customer in one column only', async () => {
    service.startInstance();
    await service.transport.publish([received(broadband)]);
    await eventually(async () => expect(await outcomes()).toEqual({ assigned: 1 }));
    const [row] = await service.dataSource.query(
      `SELECT to_jsonb(d) - 'complaint' AS rest, complaint FROM routing.decisions d`,
    );
    expect(JSON.stringify(row.rest)).not.toMatch(/李小明|13912345678|li@example|宽带/);
    expect(row.complaint).toMatchObject({ text: broadband, customer: { phone: '+8613912345678' } });
  });
});

describe('with a policy that requires approval', () => {
  it('publishes no work order before the approval', async () => {
    service = await openService(policies.power);
    service.startInstance();
    await service.transport.publish([received('抄表员抄错数，这个月多出两百度')]);
    await eventually(async () =>
      expect((await published()).map(({ topic, event }) => [topic, event.type])).toEqual([
        ['routing.decisions', 'redress.complaint.approval-needed'],
      ]),
    );
    expect(await outcomes()).toEqual({ 'approval-needed': 1 });
    await service.stop();
  });
});

describe('a policy whose departments have no queues', () => {
  it('makes complaints wait until the topics exist', async () => {
    service = await openService(policies.telecom, false);
    await service.transport.applyTopics([topics.complaints], { partitions: 4 });
    const { parked } = service.startInstance();
    await service.transport.publish([received(broadband)]);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await outcomes()).toEqual({});
    await applyTopics(service.transport, policies.telecom);
    await eventually(async () => expect(await published()).toHaveLength(2), 10_000);
    expect(await parked.list()).toEqual([]);
    await service.stop();
  });

  it('is not adopted: the previous one stays in force until its queues exist', async () => {
    service = await openService(policies.telecom);
    const policy = new PolicyInForce(service.inForce as PolicyStore, service.transport, models, log, new Readiness());
    expect((await policy.usable()).policy).toBe(policies.telecom);
    const wider = {
      ...policies.telecom,
      hash: 'wider',
      departments: [...policies.telecom.departments, { ...policies.telecom.departments[0]!, id: 'satellite' }],
    };
    service.inForce.current = wider;
    await policy.check();
    expect((await policy.usable()).policy).toBe(policies.telecom);
    expect(policy.problem).toBeUndefined();
    await applyTopics(service.transport, wider);
    await policy.check();
    expect((await policy.usable()).policy).toBe(wider);
    await service.stop();
  });

  it('is in force although a topic of other services is missing, such as one that a new release adds', async () => {
    service = await openService(policies.telecom, false);
    const queues = policies.telecom.departments.map(({ id }) => queueTopic(id));
    await service.transport.applyTopics([topics.complaints, topics.decisions, ...queues], { partitions: 1 });
    const policy = new PolicyInForce(service.inForce as PolicyStore, service.transport, models, log, new Readiness());
    expect((await policy.usable()).policy).toBe(policies.telecom);
    await service.stop();
  });

  it('reports at the start what to do, once', async () => {
    service = await openService(policies.telecom, false);
    const lines: string[] = [];
    const warnings = {
      debug: log.debug,
      info: log.info,
      error: log.error,
      warn: (_: object, message: string) => void lines.push(message),
    };
    const policy = new PolicyInForce(
      service.inForce as PolicyStore,
      service.transport,
      models,
      warnings,
      new Readiness(),
    );
    await policy.check();
    await policy.check();
    expect(policy.problem).toContain('redress topics apply');
    expect(lines).toEqual([expect.stringContaining('redress topics apply')]);
    await service.stop();
  });
});
