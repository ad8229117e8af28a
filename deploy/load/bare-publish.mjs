import http from 'node:http';
import { Kafka, logLevel } from 'kafkajs';
import { randomUUID } from 'node:crypto';

/**
 * Baseline (a), the limit of the transport: node:http, JSON.parse and kafkajs; events that arrive during a send are
 * sent together. It stores and checks nothing and assigns no number: if the broker fails, the complaint is lost.
 */
const kafka = new Kafka({ brokers: process.env.KAFKA_BROKERS.split(','), logLevel: logLevel.NOTHING });
const producer = kafka.producer({ allowAutoTopicCreation: false });
await producer.connect();
const topic = process.env.BARE_TOPIC;
let waiting = [];
let sending = false;

async function flush() {
  sending = true;
  while (waiting.length > 0) {
    const batch = waiting.splice(0, 1_000);
    await producer.send({ topic, acks: -1, messages: batch.map(({ key, value }) => ({ key, value })) });
    for (const { done } of batch) done();
  }
  sending = false;
}

http
  .createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks));
      const id = randomUUID();
      waiting.push({
        key: id,
        value: JSON.stringify({ id, ...body }),
        done: () => response.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify({ id })),
      });
      if (!sending) void flush();
    });
  })
  .listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.({ ready: true }));
process.on('SIGTERM', () => process.exit(0));
