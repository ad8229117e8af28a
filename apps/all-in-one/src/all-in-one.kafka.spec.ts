import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  eventually,
  kafkaDescribe,
  startKafka,
  startPostgres,
  type TestKafka,
  type TestPostgres,
} from '@redress/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAllInOne, type AllInOne } from './start-all-in-one.js';

kafkaDescribe('all in one, over Apache Kafka and an external PostgreSQL', () => {
  let home: string;
  let kafka: TestKafka;
  let postgres: TestPostgres;
  let running: AllInOne;
  let printed = '';

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'redress-all-in-one-'));
    // A broker of its own: two installations on one broker would share their consumer groups.
    [kafka, postgres] = await Promise.all([startKafka({ own: true }), startPostgres()]);
    running = await startAllInOne({
      environment: {
        REDRESS_HOME: home,
        PORT: '0',
        STAFF_PORT: '0',
        OPS_PORT: '0',
        LOG_LEVEL: 'silent',
        DATABASE_URL: await postgres.freshDatabase(),
        KAFKA_BROKERS: kafka.brokers,
        // After a kill, a broker checks every partition when it starts.
        TOPIC_PARTITIONS: '2',
      },
      terminal: false,
      print: (text) => (printed += text),
    });
  }, 180_000);
  afterAll(async () => {
    await running?.stop();
    await postgres?.stop();
    await kafka?.stop();
    await rm(home, { recursive: true, force: true });
  }, 60_000);

  const complain = async (key: string): Promise<string> => {
    const response = await fetch(`${running.publicUrl}/api/complaints`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ text: '家里宽带从昨晚开始一直断', customer: { email: 'li@example.test' } }),
    });
    expect(response.status).toBe(202);
    return ((await response.json()) as { number: string }).number;
  };
  const confirmed = (number: string) =>
    eventually(async () => {
      const inbox = await (await fetch(`${running.opsUrl}/mailbox`)).text();
      expect(inbox.replace(/\s/g, '')).toContain(number);
    }, 60_000);

  it('accepts a complaint, routes it and confirms it', async () => {
    expect(printed).toContain('Kafka');
    expect(printed).not.toContain(home);
    await confirmed(await complain('all-in-one-kafka-0001'));
  }, 90_000);

  it('assigns numbers while the broker is unavailable, and confirms when it is available again', async () => {
    await kafka.kill();
    const number = await complain('all-in-one-kafka-0002');
    expect((await fetch(`${running.publicUrl}/healthz`)).status).toBe(200);
    await kafka.restart();
    await confirmed(number);
  }, 120_000);
});
