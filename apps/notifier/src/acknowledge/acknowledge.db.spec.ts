import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@redress/contracts';
import { eventually, startPostgres, type TestPostgres } from '@redress/testing';
import { assignedEvent, triageEvent } from '../spec/decisions.js';
import { openNotifier, type NotifierHouse } from '../spec/notifier-house.js';

let postgres: TestPostgres;
let house: NotifierHouse;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
afterEach(() => house.stop());

const settled = (complaint: string, state: string) => eventually(async () => expect((await house.message(complaint))?.state).toBe(state));

describe('where nothing is configured', () => {
  it('shows one mail in the preview mailbox, with number, code and link, and tells tracking', async () => {
    house = await openNotifier(await postgres.freshDatabase());
    const complaint = newId();
    await house.deliver(assignedEvent(complaint));
    await settled(complaint, 'sent');
    const previews = await house.dataSource.query(`SELECT * FROM notifier.previews`);
    expect(previews).toHaveLength(1);
    expect(previews[0]).toMatchObject({ form: 'mail', recipient: 'li@example.test' });
    expect(previews[0].body_text).toContain(house.context.installation.codeOf(complaint));
    expect(previews[0].body_text).toContain(`https://complaints.example.test/t/${house.context.installation.linkToken(complaint)}`);
    expect(await house.told(complaint)).toMatchObject([{ type: 'redress.notification.sent', sequence: 1, data: { over: 'preview', attempt: 1 } }]);
  });

  it('keeps one row and shows one mail when the same decision arrives twice at once, and again later', async () => {
    house = await openNotifier(await postgres.freshDatabase());
    const complaint = newId();
    const event = assignedEvent(complaint);
    await Promise.all([house.deliver(event), house.deliver(event), house.deliver(event, event)]);
    await settled(complaint, 'sent');
    await house.deliver(event);
    await house.deliver(triageEvent(complaint, {}, 2));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await house.dataSource.query(`SELECT count(*) FROM notifier.messages`)).toEqual([{ count: 1 }]);
    expect(await house.dataSource.query(`SELECT count(*) FROM notifier.previews`)).toEqual([{ count: 1 }]);
    expect(await house.told(complaint)).toHaveLength(1);
  });

  it('is not changed by a decision that is older than the one it told', async () => {
    house = await openNotifier(await postgres.freshDatabase());
    const complaint = newId();
    await house.deliver(assignedEvent(complaint, {}, 2));
    await settled(complaint, 'sent');
    const before = await house.message(complaint);
    await house.deliver(triageEvent(complaint, { number: '0000000000000000' }, 1));
    expect(await house.message(complaint)).toEqual(before);
  });

  it('never stores code, link or name', async () => {
    house = await openNotifier(await postgres.freshDatabase());
    const complaint = newId();
    await house.deliver(assignedEvent(complaint));
    const rows = JSON.stringify(await house.dataSource.query(`SELECT * FROM notifier.messages`));
    expect(rows).not.toContain('李雷');
    expect(rows).not.toContain(house.context.installation.linkToken(complaint));
    expect(rows).not.toContain(`"${house.context.installation.codeOf(complaint)}"`);
  });

  it('takes a batch of many at once', async () => {
    house = await openNotifier(await postgres.freshDatabase());
    await house.deliver(...Array.from({ length: 450 }, () => assignedEvent(newId())));
    await eventually(async () => expect(await house.dataSource.query(`SELECT count(*) FROM notifier.previews`)).toEqual([{ count: 450 }]));
    expect(await house.dataSource.query(`SELECT DISTINCT state FROM notifier.messages`)).toEqual([{ state: 'sent' }]);
  });
});

describe('where only mail is configured', () => {
  it('suppresses what only a text message could carry, on the record', async () => {
    house = await openNotifier(await postgres.freshDatabase(), { SMTP_URL: 'smtp://127.0.0.1:9' });
    const complaint = newId();
    await house.deliver(assignedEvent(complaint, { customer: { phone: '+8613812345678' } }));
    expect(await house.message(complaint)).toMatchObject({ state: 'suppressed', reason: 'no-sms-gateway' });
    expect(await house.told(complaint)).toMatchObject([
      { type: 'redress.notification.suppressed', sequence: 1, data: { over: 'sms', reason: 'no-sms-gateway' } },
    ]);
  });
});

describe('the stages of a complaint', () => {
  it('say when it was wanted and what became of it', async () => {
    house = await openNotifier(await postgres.freshDatabase());
    const complaint = newId();
    await house.deliver(assignedEvent(complaint));
    await settled(complaint, 'sent');
    const stages = await house.dataSource.query(`SELECT stage FROM notifier.stages WHERE complaint_id = $1 ORDER BY at`, [complaint]);
    expect(stages).toEqual([{ stage: 'acknowledgement-wanted' }, { stage: 'acknowledgement-sent' }]);
  });
});
