import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '@redress/contracts';
import {
  eventually,
  kafkaDescribe,
  startKafka,
  startPostgres,
  type TestKafka,
  type TestPostgres,
} from '@redress/testing';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { pino } from 'pino';
import { KafkaTransport } from '../index.js';
import { openService, stepEvent } from '../spec/test-service.js';

const produceApiKey = 0;

/** A proxy between producer and broker that can drop the responses to produce requests. */
function responseDroppingProxy(
  broker: string,
): Promise<{ port: number; drop(responses: number): void; dropped(): number; close(): void }> {
  const [host, port] = broker.split(':');
  let toDrop = 0;
  let dropped = 0;
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(port), host);
    let dropping = false;
    client.on('data', (data) => {
      if (toDrop > 0 && data.readInt16BE(4) === produceApiKey) {
        toDrop -= 1;
        dropping = true;
      }
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (!dropping) return void (client.destroyed || client.write(data));
      dropping = false;
      dropped += 1;
      setTimeout(() => (client.destroy(), upstream.destroy()), 50);
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => undefined);
      one.on('close', () => other.destroy());
    }
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve({
        port: (server.address() as net.AddressInfo).port,
        drop: (responses) => (toDrop += responses),
        dropped: () => dropped,
        close: () => server.close(),
      }),
    ),
  );
}

kafkaDescribe('a lost acknowledgement', () => {
  let postgres: TestPostgres;
  let kafka: TestKafka;
  beforeAll(async () => {
    [kafka, postgres] = await Promise.all([startKafka(), startPostgres()]);
  }, 120_000);
  afterAll(async () => {
    await postgres?.stop();
    await kafka?.stop();
  }, 60_000);

  it('publishes every accepted event although responses to produce requests are lost', async () => {
    const broker = kafka.brokers.split(',')[0]!;
    const proxy = await responseDroppingProxy(broker);
    const log = pino({ level: 'silent' });
    const direct = new KafkaTransport({ brokers: broker, clientId: 'direct' }, log);
    const step = stepEvent();
    await direct.applyTopics([step.topic], { partitions: 1, replication: 1 });

    // The broker advertises its own address, but all connections of this transport go through the proxy.
    const through = new KafkaTransport(
      {
        brokers: `127.0.0.1:${proxy.port}`,
        clientId: 'through',
        socketFactory: ({ onConnect }) => net.connect(proxy.port, '127.0.0.1', onConnect),
      },
      log,
    );
    const service = await openService(await postgres.freshDatabase(), through, 'lossy');
    const accepted: string[] = [];
    for (let n = 0; n < 200; n++) {
      if (n % 40 === 20) proxy.drop(n === 60 ? 3 : 1);
      const id = newId();
      accepted.push(id);
      const event = { definition: step, subject: id, data: { n } };
      await service.messaging.outbox.transaction((tx) => Promise.resolve(tx.emit(event)));
      await sleep(5);
    }
    await eventually(
      async () => expect(await service.dataSource.query('SELECT 1 FROM lossy.outbox')).toEqual([]),
      40_000,
    );
    expect(proxy.dropped()).toBeGreaterThanOrEqual(5);

    const inLog = new Set<string>();
    const client = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING });
    const consumer = client.consumer({ groupId: `check-${newId()}` });
    await consumer.connect();
    await consumer.subscribe({ topic: step.topic, fromBeginning: true });
    await consumer.run({ eachMessage: ({ message }) => Promise.resolve(void inLog.add(message.key!.toString())) });
    await eventually(() => expect(accepted.filter((id) => !inLog.has(id))).toEqual([]), 20_000);
    await consumer.disconnect();
    await service.stop();
    await through.close();
    await direct.close();
    proxy.close();
  }, 120_000);
});
