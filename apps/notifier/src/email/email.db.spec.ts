import { describe, expect, it } from '@jest/globals';
import { newId } from '@redress/contracts';
import { eventually, startMailSink } from '@redress/testing';
import { assignedEvent } from '../spec/decisions.js';
import { becomes, notifiers } from '../spec/notifiers.js';

const suite = notifiers();

describe('a mail', () => {
  it('arrives with number, code and link, and a delivery event is published', async () => {
    const sink = await startMailSink();
    const notifier = await suite.start({ SMTP_URL: sink.url });
    const complaint = newId();
    await notifier.deliver(assignedEvent(complaint));
    await becomes(notifier, complaint, 'sent');
    const [mail, ...more] = await sink.mailsTo('li@example.test');
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ from: 'noreply@example.test', to: ['li@example.test'] });
    expect(mail!.subject).toContain('4821 0937 5516 2204');
    expect(mail!.text).toContain(notifier.installation.codeOf(complaint));
    expect(mail!.html).toContain(notifier.installation.linkToken(complaint));
    expect(mail!.headers['auto-submitted']).toBe('auto-generated');
    expect(await notifier.deliveries(complaint)).toMatchObject([
      { type: 'redress.notification.sent', sequence: 1, data: { over: 'email', attempt: 1 } },
    ]);
    await sink.stop();
  });

  it('is sent once when the same decisions are delivered to two notifiers at the same time', async () => {
    const sink = await startMailSink();
    const [first, second] = await Promise.all([
      suite.start({ SMTP_URL: sink.url }),
      suite.start({ SMTP_URL: sink.url }),
    ]);
    const complaints = Array.from({ length: 50 }, () => newId());
    const events = complaints.map((complaint) => assignedEvent(complaint));
    await Promise.all([first.deliver(...events), second.deliver(...events), first.deliver(...events)]);
    for (const complaint of complaints) await becomes(first, complaint, 'sent');
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    const mails = await sink.mails();
    expect(mails).toHaveLength(50);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(50);
    await sink.stop();
  });

  it('waits in the table when there are more mails than a process may hold, and is sent', async () => {
    const notifier = await suite.start();
    const complaints = Array.from({ length: 600 }, () => newId());
    for (let at = 0; at < complaints.length; at += 300)
      await notifier.deliver(...complaints.slice(at, at + 300).map((complaint) => assignedEvent(complaint)));
    await eventually(
      async () =>
        expect(await notifier.dataSource.query(`SELECT state, count(*) FROM notifier.messages GROUP BY state`)).toEqual(
          [{ state: 'sent', count: 600 }],
        ),
      20_000,
    );
    expect(suite.messageIds().size).toBe(600);
    expect(suite.server.received).toHaveLength(600);
    expect(suite.server.connections).toBeLessThan(30);
  });
});

describe('a mail server that refuses', () => {
  it('the recipient permanently: the message fails without a retry, and the next mail uses the same connection', async () => {
    const notifier = await suite.start({ NOTIFIER_CONNECTIONS: '1' });
    suite.server.behaviour = {
      rcpt: (address) => (address.startsWith('nobody') ? '550 5.1.1 <nobody@example.test> unknown' : undefined),
    };
    const [unknownRecipient, knownRecipient] = [newId(), newId()];
    await notifier.deliver(assignedEvent(unknownRecipient, { customer: { email: 'nobody@example.test' } }));
    await becomes(notifier, unknownRecipient, 'failed');
    await notifier.deliver(assignedEvent(knownRecipient));
    await becomes(notifier, knownRecipient, 'sent');
    expect(await notifier.message(unknownRecipient)).toMatchObject({ reason: 'smtp-550', attempt: 1 });
    expect(await notifier.deliveries(unknownRecipient)).toMatchObject([
      { type: 'redress.notification.failed', sequence: 1, data: { reason: 'smtp-550' } },
    ]);
    expect(suite.server.connections).toBe(1);
  });

  it('temporarily: the mail is retried with the same Message-ID, and one event is published', async () => {
    const notifier = await suite.start();
    let refusals = 0;
    suite.server.behaviour = { data: () => (refusals++ < 2 ? '451 4.7.1 later' : undefined) };
    const complaint = newId();
    await notifier.deliver(assignedEvent(complaint));
    await eventually(async () =>
      expect(await notifier.message(complaint)).toMatchObject({ state: 'wanted', attempt: 1, reason: 'smtp-451' }),
    );
    await notifier.makeDue();
    await eventually(async () =>
      expect(await notifier.message(complaint)).toMatchObject({ state: 'wanted', attempt: 2 }),
    );
    await notifier.makeDue();
    await becomes(notifier, complaint, 'sent');
    expect(suite.messageIds().size).toBe(1);
    expect(await notifier.deliveries(complaint)).toMatchObject([
      { type: 'redress.notification.sent', data: { attempt: 3 } },
    ]);
  });

  it('the sender: no message fails because of a wrong MAIL_FROM, and no attempt is counted', async () => {
    const notifier = await suite.start();
    const complaint = newId();
    suite.server.behaviour = { mail: '550 5.7.1 sender not allowed' };
    await notifier.deliver(assignedEvent(complaint));
    await eventually(async () =>
      expect(await notifier.message(complaint)).toMatchObject({ state: 'wanted', attempt: 0 }),
    );
    suite.server.behaviour = {};
    await becomes(notifier, complaint, 'sent', 20_000);
    expect(await notifier.message(complaint)).toMatchObject({ attempt: 1 });
  });

  it('for two days: the message fails', async () => {
    const notifier = await suite.start();
    suite.server.behaviour = { data: () => '451 4.7.1 later' };
    const complaint = newId();
    await notifier.deliver(assignedEvent(complaint));
    await becomes(notifier, complaint, 'wanted');
    await notifier.dataSource.query(
      `UPDATE notifier.messages SET wanted_at = now() - interval '48 hours', next_attempt_at = now()`,
    );
    await becomes(notifier, complaint, 'failed');
    expect(await notifier.deliveries(complaint)).toMatchObject([
      { type: 'redress.notification.failed', data: { reason: 'smtp-451' } },
    ]);
  });
});
