import { describe, expect, it } from '@jest/globals';
import { newId } from '@redress/contracts';
import { openDatabase } from '@redress/database';
import type { ServiceDefinition } from '@redress/runtime';
import { eventually } from '@redress/testing';
import { randomUUID } from 'node:crypto';
import { wantedAcknowledgement } from '../acknowledge/wanted-message.rules.js';
import type { Way } from '../message.js';
import { notifier as notifierService } from '../service.js';
import { aDecision, assignedEvent } from '../spec/decisions.js';
import { MemorySmsGateway, notifierWithSms } from '../spec/notifier-with-sms.js';
import { becomes, notifiers } from '../spec/notifiers.js';
import type { TestNotifier } from '../spec/start-notifier.js';
import { insertMessages, instanceLock, recoverAbandoned } from './message-rows.js';

const suite = notifiers();

interface Channel {
  way: Way;
  service: ServiceDefinition;
  variables?: Record<string, string>;
  customer: { email?: string; phone?: string };
  /** The ids under which the recipient got the message. */
  arrived: (notifier: TestNotifier) => Promise<string[]> | string[];
}

const channels: Channel[] = [
  {
    ...{ way: 'email', service: notifierService, customer: { email: 'li@example.test' } },
    arrived: () => suite.server.received.map(({ messageId }) => /^<(.*)@/.exec(messageId)![1]!),
  },
  {
    ...{ way: 'sms', service: notifierWithSms, customer: { phone: '+8613812345678' } },
    arrived: (notifier) => notifier.get(MemorySmsGateway).attempts.map(({ id }) => id),
  },
  {
    ...{
      way: 'preview',
      service: notifierService,
      variables: { SMTP_URL: '' },
      customer: { email: 'li@example.test' },
    },
    arrived: async ({ dataSource }) =>
      (await dataSource.query(`SELECT id FROM notifier.previews`)).map(({ id }: { id: string }) => id),
  },
];

/** Sets the state that a message has after its instance crashed between sending it and writing the result. */
function loseResult(complaintId: string, instance: string): Promise<unknown> {
  return suite.query(
    `UPDATE notifier.messages SET state = 'sending', instance = $2, taken_at = now(), next_attempt_at = NULL, done_at = NULL
      WHERE complaint_id = $1`,
    [complaintId, instance],
  );
}

describe.each(channels)(
  'an instance that crashes while it sends over $way',
  ({ way, service, variables, customer, arrived }) => {
    it('leaves the message in `sending`; another instance makes it `unknown`', async () => {
      const notifier = await suite.start(variables, service);
      const complaint = newId();
      const wanted = wantedAcknowledgement(complaint, 'assigned', aDecision({ customer }), new Set([way]));
      // One transaction, so that the running notifier does not see the message before.
      const states = await notifier.outbox.transaction(async (tx) => {
        const [inserted] = await insertMessages(tx, [wanted], new Map([[way, randomUUID()]]));
        expect(await recoverAbandoned(tx, way, randomUUID(), [])).toBe(1);
        return [inserted!.state, ...(await tx.query(`SELECT state, attempt, instance FROM notifier.messages`))];
      });
      expect(states).toEqual(['sending', { state: 'unknown', attempt: 1, instance: null }]);
      await becomes(notifier, complaint, 'sent');
      expect(await notifier.message(complaint)).toMatchObject({ attempt: 2 });
    });

    it('is replaced by one that sends the message again, with the same id', async () => {
      const notifier = await suite.start(variables, service);
      const complaint = newId();
      await notifier.deliver(assignedEvent(complaint, { customer }));
      await becomes(notifier, complaint, 'sent');
      await loseResult(complaint, randomUUID());
      await becomes(notifier, complaint, 'sent');
      const { id, attempt } = (await notifier.message(complaint))!;
      expect(attempt).toBe(2);
      // The mailbox shows it once, a recipient may get it twice.
      expect(await arrived(notifier)).toEqual(way === 'preview' ? [id] : [id, id]);
    });
  },
);

describe('recovery', () => {
  it('does not touch the messages of another way', async () => {
    const notifier = await suite.start({}, notifierWithSms);
    const wanted = wantedAcknowledgement(
      newId(),
      'assigned',
      aDecision({ customer: { phone: '+8613812345678' } }),
      new Set(['sms']),
    );
    await notifier.outbox.transaction(async (tx) => {
      await insertMessages(tx, [wanted], new Map([['sms', randomUUID()]]));
      expect(await recoverAbandoned(tx, 'email', randomUUID(), [])).toBe(0);
    });
  });

  it('starts at once when a notifier starts', async () => {
    const first = await suite.start();
    const complaint = newId();
    await first.deliver(assignedEvent(complaint));
    await becomes(first, complaint, 'sent');
    await suite.stop(first);
    await loseResult(complaint, randomUUID());
    await becomes(await suite.start(), complaint, 'sent', 1_500);
    expect(suite.server.received).toHaveLength(2);
    expect(suite.messageIds().size).toBe(1);
  });

  it('does not touch the messages of an instance whose connection is open, even if they take long', async () => {
    const other = await openDatabase({ url: suite.databaseUrl, applicationName: 'other', poolSize: 1 });
    const holder = other.createQueryRunner();
    const notifier = await suite.start();
    const complaint = newId();
    await notifier.deliver(assignedEvent(complaint));
    await becomes(notifier, complaint, 'sent');
    const instance = randomUUID();
    await holder.query(`SELECT pg_advisory_lock(${instanceLock('$1')})`, [instance]);
    await loseResult(complaint, instance);
    await notifier.dataSource.query(`UPDATE notifier.messages SET taken_at = now() - interval '1 hour'`);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await notifier.message(complaint)).toMatchObject({ state: 'sending', instance });
    await holder.release();
    await other.destroy();
    await becomes(notifier, complaint, 'sent');
  });
});

describe('an instance whose connection is lost', () => {
  it('continues under a new id', async () => {
    const notifier = await suite.start();
    const first = newId();
    await notifier.deliver(assignedEvent(first));
    await becomes(notifier, first, 'sent');
    const terminated = await suite.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'redress notifier'`,
    );
    expect(terminated.length).toBeGreaterThan(0);
    const second = newId();
    await eventually(() => notifier.deliver(assignedEvent(second)));
    await becomes(notifier, second, 'sent');
  });
});
