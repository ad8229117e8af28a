import { describe, expect, it } from '@jest/globals';
import { newId } from '@redress/contracts';
import { eventually } from '@redress/testing';
import { assignedEvent } from '../spec/decisions.js';
import { becomes, notifiers } from '../spec/notifiers.js';

const suite = notifiers();

describe('a mail server that fails', () => {
  it('and closes the connection after the text: the message is unknown and sent again with the same Message-ID', async () => {
    const notifier = await suite.start();
    suite.server.behaviour = { data: (count) => (count === 1 ? 'drop' : undefined) };
    const complaint = newId();
    await notifier.deliver(assignedEvent(complaint));
    await becomes(notifier, complaint, 'unknown');
    await notifier.makeDue();
    await becomes(notifier, complaint, 'sent');
    expect(suite.server.received).toHaveLength(2);
    expect(suite.messageIds().size).toBe(1);
    expect(await notifier.deliveries(complaint)).toHaveLength(1);
  });

  it('and does not reply after the text: the message is unknown after the timeout, others are sent', async () => {
    const notifier = await suite.start();
    suite.server.behaviour = { data: (count) => (count === 1 ? 'hang' : undefined) };
    const complaint = newId();
    await notifier.deliver(assignedEvent(complaint));
    await becomes(notifier, complaint, 'unknown');
    const next = newId();
    await notifier.deliver(assignedEvent(next));
    await becomes(notifier, next, 'sent');
  });

  it('and refuses connections: no attempt is counted, and all messages are sent when it is available again', async () => {
    const notifier = await suite.start();
    await suite.server.stop();
    const complaints = Array.from({ length: 40 }, () => newId());
    await notifier.deliver(...complaints.map((complaint) => assignedEvent(complaint)));
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(
      await notifier.dataSource.query(`SELECT max(attempt) AS most FROM notifier.messages WHERE state <> 'sending'`),
    ).toEqual([{ most: 0 }]);
    await suite.server.listen();
    for (const complaint of complaints) await becomes(notifier, complaint, 'sent', 15_000);
    expect(suite.server.received).toHaveLength(40);
  });

  it('and does not greet: no attempt is counted', async () => {
    const notifier = await suite.start();
    suite.server.behaviour = { silent: true };
    const complaint = newId();
    await notifier.deliver(assignedEvent(complaint));
    await eventually(async () =>
      expect(await notifier.message(complaint)).toMatchObject({ state: 'wanted', attempt: 0 }),
    );
    suite.server.behaviour = {};
    await becomes(notifier, complaint, 'sent', 20_000);
  });

  it('and closes idle connections: the next mail is sent over a new one at once', async () => {
    const notifier = await suite.start({ NOTIFIER_CONNECTIONS: '1' });
    const [first, second] = [newId(), newId()];
    await notifier.deliver(assignedEvent(first));
    await becomes(notifier, first, 'sent');
    await suite.server.stop();
    await suite.server.listen();
    await notifier.deliver(assignedEvent(second));
    await becomes(notifier, second, 'sent', 900);
    expect(await notifier.message(second)).toMatchObject({ attempt: 1 });
  });
});
