import { describe, expect, it } from '@jest/globals';
import { newId } from '@redress/contracts';
import { eventually } from '@redress/testing';
import { assignedEvent, triageEvent } from '../spec/decisions.js';
import { becomes, notifiers } from '../spec/notifiers.js';

const suite = notifiers();
/** Variables of an installation that cannot send. */
const nothing = { SMTP_URL: '' };

describe('without a configured channel', () => {
  it('puts one mail with number, code and link into the preview mailbox and publishes an event', async () => {
    const notifier = await suite.start(nothing);
    const complaint = newId();
    await notifier.deliver(assignedEvent(complaint));
    await becomes(notifier, complaint, 'sent');
    const previews = await notifier.dataSource.query(`SELECT * FROM notifier.previews`);
    expect(previews).toHaveLength(1);
    expect(previews[0]).toMatchObject({ form: 'mail', recipient: 'li@example.test' });
    expect(previews[0].body_text).toContain(notifier.installation.codeOf(complaint));
    expect(previews[0].body_text).toContain(
      `https://complaints.example.test/t/${notifier.installation.linkToken(complaint)}`,
    );
    expect(await notifier.deliveries(complaint)).toMatchObject([
      { type: 'redress.notification.sent', sequence: 1, data: { over: 'preview', attempt: 1 } },
    ]);
  });

  it('stores and shows one message when the same decision arrives several times', async () => {
    const notifier = await suite.start(nothing);
    const complaint = newId();
    const event = assignedEvent(complaint);
    await Promise.all([notifier.deliver(event), notifier.deliver(event), notifier.deliver(event, event)]);
    await becomes(notifier, complaint, 'sent');
    await notifier.deliver(event);
    await notifier.deliver(triageEvent(complaint, {}, 2));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await notifier.dataSource.query(`SELECT count(*) FROM notifier.messages`)).toEqual([{ count: 1 }]);
    expect(await notifier.dataSource.query(`SELECT count(*) FROM notifier.previews`)).toEqual([{ count: 1 }]);
    expect(await notifier.deliveries(complaint)).toHaveLength(1);
  });

  it('does not change the message when an older decision arrives later', async () => {
    const notifier = await suite.start(nothing);
    const complaint = newId();
    await notifier.deliver(assignedEvent(complaint, {}, 2));
    await becomes(notifier, complaint, 'sent');
    const before = await notifier.message(complaint);
    await notifier.deliver(triageEvent(complaint, { number: '0000000000000000' }, 1));
    expect(await notifier.message(complaint)).toEqual(before);
  });

  it('never stores code, link or name', async () => {
    const notifier = await suite.start(nothing);
    const complaint = newId();
    await notifier.deliver(assignedEvent(complaint));
    const rows = JSON.stringify(await notifier.dataSource.query(`SELECT * FROM notifier.messages`));
    expect(rows).not.toContain('李雷');
    expect(rows).not.toContain(notifier.installation.linkToken(complaint));
    expect(rows).not.toContain(`"${notifier.installation.codeOf(complaint)}"`);
  });

  it('handles a large batch', async () => {
    const notifier = await suite.start(nothing);
    await notifier.deliver(...Array.from({ length: 450 }, () => assignedEvent(newId())));
    await eventually(async () =>
      expect(await notifier.dataSource.query(`SELECT state, count(*) FROM notifier.messages GROUP BY state`)).toEqual([
        { state: 'sent', count: 450 },
      ]),
    );
    expect(await notifier.dataSource.query(`SELECT count(*) FROM notifier.previews`)).toEqual([{ count: 450 }]);
  });
});

describe('with only mail configured', () => {
  it('suppresses the message of a customer with only a phone, and publishes the reason', async () => {
    const notifier = await suite.start();
    const complaint = newId();
    await notifier.deliver(assignedEvent(complaint, { customer: { phone: '+8613812345678' } }));
    expect(await notifier.message(complaint)).toMatchObject({ state: 'suppressed', reason: 'no-sms-gateway' });
    expect(await notifier.deliveries(complaint)).toMatchObject([
      { type: 'redress.notification.suppressed', sequence: 1, data: { over: 'sms', reason: 'no-sms-gateway' } },
    ]);
  });
});

describe('the stages of a complaint', () => {
  it('contain when the message was wanted and when it was sent', async () => {
    const notifier = await suite.start(nothing);
    const complaint = newId();
    await notifier.deliver(assignedEvent(complaint));
    await becomes(notifier, complaint, 'sent');
    const stages = await notifier.dataSource.query(
      `SELECT stage FROM notifier.stages WHERE complaint_id = $1 ORDER BY at`,
      [complaint],
    );
    expect(stages).toEqual([{ stage: 'acknowledgement-wanted' }, { stage: 'acknowledgement-sent' }]);
  });
});
