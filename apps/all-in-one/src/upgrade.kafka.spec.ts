import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  eventually,
  kafkaDescribe,
  startKafka,
  startPostgres,
  type TestKafka,
  type TestPostgres,
} from '@redress/testing';
import { upgrade, type Upgraded } from './spec/upgraded.js';

/** The events that the older version could not publish to Kafka; the log in PostgreSQL is dropped first. */
kafkaDescribe('an installation of version 7ed6e5d after its upgrade, over Apache Kafka', () => {
  let kafka: TestKafka;
  let postgres: TestPostgres;
  let upgraded: Upgraded;

  beforeAll(async () => {
    // A broker of its own: two installations on one broker would share their groups.
    [kafka, postgres] = await Promise.all([startKafka({ own: true }), startPostgres()]);
    upgraded = await upgrade(postgres, {
      brokers: kafka.brokers,
      beforeStart: async ({ database }) => void (await database.query('DROP SCHEMA transport CASCADE')),
    });
  }, 180_000);
  afterAll(async () => {
    await upgraded?.stop();
    await postgres?.stop();
    await kafka?.stop();
  }, 90_000);

  it('publishes the events that waited in the outboxes, and keeps the one whose topic is missing, marked', async () => {
    const { old, topics, waiting } = upgraded;
    await eventually(async () => {
      const left = await old.outboxes();
      expect(left).toEqual([
        expect.objectContaining({ topic: 'queue.closed-department', refused: expect.any(String) }),
      ]);
    }, 60_000);
    await eventually(() => {
      for (const { topic, eventId } of waiting.filter((row) => row.topic !== 'queue.closed-department'))
        expect([...topics.ids(topic)]).toContain(eventId);
    }, 30_000);
    const { id } = old.complaint('decision-waits').accepted;
    expect(topics.about('routing.decisions', id).map(({ sequence }) => Number(sequence))).toEqual([1, 3]);
  }, 100_000);

  it('sends mails that were due with their previous Message-ID', async () => {
    const { old, sink } = upgraded;
    const names = [
      'deferred',
      'unknown',
      'sending',
      'untried',
      'decision-waits',
      'outbox-1',
      'outbox-2',
      'outbox-3',
      'outbox-form',
      'parked-replay',
    ];
    for (const { name, email, messageId } of names.map(old.complaint))
      await eventually(
        async () =>
          expect({ name, ids: (await sink.mailsTo(email)).map((mail) => mail.messageId) }).toEqual({
            name,
            ids: [messageId],
          }),
        60_000,
      );
    expect((await sink.mails()).map(({ to }) => to[0]).sort()).toEqual(
      names.map((name) => old.complaint(name).email).sort(),
    );
  }, 100_000);

  it('opens tracking of complaints that waited with their previous link', async () => {
    for (const name of ['outbox-1', 'outbox-form', 'parked-replay']) {
      const { number, trackingUrl } = upgraded.old.complaint(name).accepted;
      await eventually(async () => {
        const response = await upgraded.get(`/api/complaints/${number}`, trackingUrl.split('/t/')[1]);
        expect(await response.json()).toMatchObject({
          number,
          department: { id: 'field-service' },
          confirmed: expect.any(String),
        });
      }, 30_000);
    }
  }, 100_000);
});
