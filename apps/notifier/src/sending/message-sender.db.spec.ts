import { describe, expect, it } from '@jest/globals';
import { newId } from '@redress/contracts';
import { eventually } from '@redress/testing';
import { assignedEvent } from '../spec/decisions.js';
import { MemorySmsGateway, notifierWithSms } from '../spec/notifier-with-sms.js';
import { becomes, notifiers } from '../spec/notifiers.js';
import type { Outcome } from './gateway.js';

const suite = notifiers();
const phoneOnly = { customer: { phone: '+8613812345678' } };

describe('a second gateway', () => {
  it('is given text messages while the first sends mails, and publishes its own way', async () => {
    const notifier = await suite.start({}, notifierWithSms);
    const [mail, sms] = [newId(), newId()];
    await notifier.deliver(assignedEvent(mail), assignedEvent(sms, phoneOnly));
    await becomes(notifier, mail, 'sent');
    await becomes(notifier, sms, 'sent');
    expect(suite.server.received).toHaveLength(1);
    expect(notifier.get(MemorySmsGateway).attempts).toMatchObject([
      {
        recipient: '+8613812345678',
        form: 'sms',
        content: { subject: '', text: expect.stringContaining('4821093755162204') },
      },
    ]);
    expect(await notifier.deliveries(sms)).toMatchObject([
      { type: 'redress.notification.sent', data: { over: 'sms', attempt: 1 } },
    ]);
  });

  it('sends no more messages at once than it allows', async () => {
    const notifier = await suite.start({}, notifierWithSms);
    const complaints = Array.from({ length: 60 }, () => newId());
    await notifier.deliver(...complaints.map((complaint) => assignedEvent(complaint, phoneOnly)));
    for (const complaint of complaints) await becomes(notifier, complaint, 'sent');
    expect(notifier.get(MemorySmsGateway).attempts).toHaveLength(60);
    expect(notifier.get(MemorySmsGateway).mostUnderWay).toBe(2);
  });

  it('is paused while it is unavailable; mails are sent meanwhile, and no attempt is counted', async () => {
    const notifier = await suite.start({}, notifierWithSms);
    const gateway = notifier.get(MemorySmsGateway);
    gateway.outcome = (count) => (count <= 2 ? { kind: 'unavailable', reason: 'http-503' } : { kind: 'sent' });
    const texts = Array.from({ length: 20 }, () => newId());
    const mail = newId();
    await notifier.deliver(...texts.map((complaint) => assignedEvent(complaint, phoneOnly)), assignedEvent(mail));
    await becomes(notifier, mail, 'sent');
    for (const complaint of texts) await becomes(notifier, complaint, 'sent');
    expect(gateway.attempts).toHaveLength(22);
    expect(await notifier.dataSource.query(`SELECT DISTINCT attempt FROM notifier.messages`)).toEqual([{ attempt: 1 }]);
  });

  it('stores in the state that the message failed permanently, or that it may have been delivered', async () => {
    const notifier = await suite.start({}, notifierWithSms);
    const gateway = notifier.get(MemorySmsGateway);
    const [refused, uncertain] = [newId(), newId()];
    gateway.outcome = () => ({ kind: 'refused', reason: 'sms-unknown-number' });
    await notifier.deliver(assignedEvent(refused, phoneOnly));
    await becomes(notifier, refused, 'failed');
    gateway.outcome = () => ({ kind: 'failed', reason: 'http-timeout', mayHaveLeft: true });
    await notifier.deliver(assignedEvent(uncertain, phoneOnly));
    await becomes(notifier, uncertain, 'unknown');
    expect(await notifier.message(refused)).toMatchObject({ reason: 'sms-unknown-number' });
    expect(await notifier.message(uncertain)).toMatchObject({ reason: 'http-timeout', attempt: 1 });
  });

  it.each<{ then: string; outcome: Outcome; attempt: number }>([
    { then: 'is unavailable', outcome: { kind: 'unavailable', reason: 'http-503' }, attempt: 1 },
    {
      then: 'fails before it sends anything',
      outcome: { kind: 'failed', reason: 'http-429', mayHaveLeft: false },
      attempt: 2,
    },
  ])('may have delivered the message, then $then: the message stays unknown', async ({ outcome, attempt }) => {
    const notifier = await suite.start({}, notifierWithSms);
    const gateway = notifier.get(MemorySmsGateway);
    gateway.outcome = (count) =>
      count === 1 ? { kind: 'failed', reason: 'http-timeout', mayHaveLeft: true } : outcome;
    const complaint = newId();
    await notifier.deliver(assignedEvent(complaint, phoneOnly));
    await becomes(notifier, complaint, 'unknown');
    await notifier.makeDue();
    await eventually(() => expect(gateway.attempts.length).toBeGreaterThan(1));
    await eventually(async () => expect((await notifier.message(complaint))!.state).not.toBe('sending'));
    expect(await notifier.message(complaint)).toMatchObject({ state: 'unknown', attempt });
  });

  it('throws: the message may have been sent, and is retried', async () => {
    const notifier = await suite.start({}, notifierWithSms);
    const gateway = notifier.get(MemorySmsGateway);
    gateway.outcome = (count) => {
      if (count === 1) throw new Error('a defect');
      return { kind: 'sent' };
    };
    const complaint = newId();
    await notifier.deliver(assignedEvent(complaint, phoneOnly));
    await becomes(notifier, complaint, 'unknown');
    await notifier.makeDue();
    await becomes(notifier, complaint, 'sent');
  });
});

describe('a stop', () => {
  it('waits for the mail in progress and puts the others back without an attempt', async () => {
    const notifier = await suite.start({ NOTIFIER_CONNECTIONS: '1', NOTIFIER_SMTP_TIMEOUT: '5' });
    suite.server.behaviour = { data: (count) => (count === 1 ? 'hang' : undefined) };
    const complaints = Array.from({ length: 10 }, () => newId());
    await notifier.deliver(...complaints.map((complaint) => assignedEvent(complaint)));
    await eventually(() => expect(suite.server.received).toHaveLength(1));
    const stopped = suite.stop(notifier);
    setTimeout(() => suite.server.replyToHanging('250 2.0.0 accepted'), 300);
    await stopped;
    expect(
      await suite.query(`SELECT state, attempt, count(*) FROM notifier.messages GROUP BY 1, 2 ORDER BY 1`),
    ).toEqual([
      { state: 'sent', attempt: 1, count: 1 },
      { state: 'wanted', attempt: 0, count: 9 },
    ]);
  });
});
