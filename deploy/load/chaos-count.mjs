import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until all outboxes are empty, at most `withinMs` milliseconds. Returns the number of rows that are left. */
export async function outboxesEmpty(databaseUrl, withinMs) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const end = performance.now() + withinMs; ; await sleep(500)) {
      const { rows } = await client.query(
        `SELECT (SELECT count(*) FROM intake_form.outbox) + (SELECT count(*) FROM routing.outbox)
              + (SELECT count(*) FROM notifier.outbox) AS left`,
      );
      const left = Number(rows[0].left);
      if (left === 0 || performance.now() > end) return left;
    }
  } finally {
    await client.end();
  }
}

/**
 * Reads every department's queue from the beginning to its present end, for at most a minute. Returns the number of
 * records (`records`), the ids of their complaints (`complaints`), and the number of records whose event id occurred
 * before (`repeated`).
 * @throws Error if the end of a partition was not reached in time
 */
export async function countQueues(brokers) {
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((name) => name.startsWith('queue.'));
  const open = new Map();
  for (const topic of topics) {
    for (const { partition, high } of await admin.fetchTopicOffsets(topic))
      if (BigInt(high) > 0n) open.set(`${topic}/${partition}`, BigInt(high) - 1n);
  }
  const complaints = new Set();
  const events = new Set();
  let records = 0;
  const groupId = `chaos-count-${process.pid}`;
  const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      records += 1;
      complaints.add(String(message.key));
      events.add(JSON.parse(message.value.toString()).id);
      if (BigInt(message.offset) >= (open.get(`${topic}/${partition}`) ?? -1n)) open.delete(`${topic}/${partition}`);
    },
  });
  for (const end = performance.now() + 60_000; open.size > 0 && performance.now() < end;) await sleep(100);
  await consumer.disconnect();
  await admin.disconnect();
  if (open.size > 0)
    throw new Error(`${open.size} partitions of the queues could not be read to the end within a minute.`);
  return { records, complaints, repeated: records - events.size };
}
