import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Installation, newId } from '@redress/contracts';
import { partitionOf } from '@redress/messaging';
import { eventually, startPostgres, type TestPostgres } from '@redress/testing';
import { statements } from './spec/statements-of-7ed6e5d.js';
import { upgrade, type Upgraded } from './spec/upgraded.js';

interface StoredEvent {
  id: string;
  subject: string;
  sequence: string;
  data: Record<string, unknown>;
}

describe('while an instance of version 7ed6e5d still runs beside today’s', () => {
  let postgres: TestPostgres;
  let upgraded: Upgraded;
  let installation: Installation;
  /** An event of the older version, as stored in the log. */
  let received: StoredEvent;
  let assigned: StoredEvent;

  beforeAll(async () => {
    postgres = await startPostgres();
    upgraded = await upgrade(postgres);
    const [id, secret] = upgraded.old.variables['LINK_SECRETS']!.split(':');
    installation = new Installation({
      secret: upgraded.old.variables['INSTALLATION_SECRET']!,
      linkSecrets: [{ id: id!, secret: secret! }],
    });
    received = await storedEvent('intake.complaints', 'finished-rest');
    assigned = await storedEvent('routing.decisions', 'finished-rest');
  }, 140_000);
  afterAll(async () => {
    await upgraded?.stop();
    await postgres?.stop();
  }, 60_000);

  const query = <T = Record<string, unknown>>(sql: string, parameters: unknown[]): Promise<T[]> =>
    upgraded.old.database.query(sql, parameters);
  async function storedEvent(topic: string, name: string): Promise<StoredEvent> {
    const { accepted } = upgraded.old.complaint(name);
    const rows = await query<{ value: string }>(
      'SELECT value FROM transport.log WHERE topic = $1 AND key = $2 ORDER BY "offset" LIMIT 1',
      [topic, accepted.id],
    );
    return JSON.parse(rows[0]!.value) as StoredEvent;
  }
  const emit = (schema: string, topic: string, event: StoredEvent) =>
    query(statements.emit(schema), [[event.id], [topic], [event.subject], JSON.stringify(event)]);
  const tracked = async (
    subject: string,
  ): Promise<{ department?: { id: string }; events: { step: string; department?: { id: string } }[] }> => {
    const response = await upgraded.get(
      `/api/complaints/${installation.numberOf(subject)}`,
      installation.linkToken(subject),
    );
    expect(response.status).toBe(200);
    return (await response.json()) as Awaited<ReturnType<typeof tracked>>;
  };
  const assignedTo = (id: string, subject: string) =>
    eventually(async () => expect(await tracked(subject)).toMatchObject({ department: { id } }), 40_000);
  /** A new complaint, as the older version publishes it. */
  function aReceipt(email: string): { event: StoredEvent; number: string } {
    const subject = newId();
    const number = installation.numberOf(subject);
    return {
      number,
      event: { ...received, id: newId(), subject, data: { ...received.data, number, customer: { email } } },
    };
  }
  const confirmed = (email: string) =>
    eventually(async () => expect(await upgraded.sink.mailsTo(email)).toHaveLength(1), 40_000);

  it('publishes, decides and confirms what the older instance accepts', async () => {
    const { event, number } = aReceipt('rolling-accept@example.test');
    const parameters = (id: string) => [
      [id],
      ['rolling-reference-1'],
      [number],
      ['form'],
      [event.data['receivedAt']],
      [newId()],
      ['intake.complaints'],
    ];
    const fresh = await query(statements.accept, [...parameters(event.subject), JSON.stringify(event)]);
    expect(fresh).toHaveLength(1);
    await confirmed('rolling-accept@example.test');
    await assignedTo('field-service', event.subject);
    // Both instances return the same complaint for the same reference.
    expect(await query(statements.accept, [...parameters(newId()), JSON.stringify(event)])).toEqual([]);
  }, 90_000);

  it('applies a later event of a complaint from before the upgrade, and then ignores an earlier one', async () => {
    const { subject } = assigned;
    await emit('routing', 'routing.decisions', {
      ...assigned,
      id: newId(),
      sequence: '0000000003',
      data: { ...assigned.data, department: 'network' },
    });
    await assignedTo('network', subject);
    const late = {
      ...assigned,
      id: newId(),
      sequence: '0000000001',
      data: { ...assigned.data, department: 'billing' },
    };
    await emit('routing', 'routing.decisions', late);
    await eventually(() => expect([...upgraded.topics.ids('routing.decisions')]).toContain(late.id), 40_000);
    await upgraded.topics.idle();
    const { department, events } = await tracked(subject);
    expect(department).toMatchObject({ id: 'network' });
    expect(events.flatMap(({ department: of }) => (of ? [of.id] : []))).toEqual(['network', 'field-service']);
  }, 90_000);

  it('lets the older relay claim, refuse and delete rows', async () => {
    const event = { ...assigned, id: newId() };
    await emit('notifier', 'queue.nowhere', event);
    await eventually(async () => {
      const taken = await query<{ eventId: string }[] | number>(statements.relayTakes('notifier'), [10]);
      const rows = await query<{ refused: string | null }>('SELECT refused FROM notifier.outbox WHERE event_id = $1', [
        event.id,
      ]);
      expect(
        (taken[0] as { eventId: string }[]).some(({ eventId }) => eventId === event.id) || rows[0]!.refused !== null,
      ).toBe(true);
    }, 40_000);
    await query(statements.refuse('notifier'), [[event.id], 'unknown-topic']);
    expect(await query('SELECT refused FROM notifier.outbox WHERE event_id = $1', [event.id])).toEqual([
      { refused: 'unknown-topic' },
    ]);
    await query(statements.published('notifier'), [[event.id]]);
    expect(await query('SELECT 1 FROM notifier.outbox WHERE event_id = $1', [event.id])).toEqual([]);
  }, 90_000);

  it('replays an event that the older consumer parked', async () => {
    const { event } = aReceipt('rolling-parked@example.test');
    const place = ['routing.intake.complaints', 'intake.complaints', 0, '1000000', event.subject];
    await query(statements.park('routing'), [...place, Buffer.from(JSON.stringify(event)), {}, 'XX000', '    at spec']);
    const parked = (await upgraded.redress('parked', 'list')).split('\n').find((line) => line.includes('XX000'))!;
    await upgraded.redress('parked', 'replay', parked.trim().split(' ')[0]!);
    await confirmed('rolling-parked@example.test');
  }, 60_000);

  it('handles what the older instance publishes over PostgreSQL, once', async () => {
    const { event } = aReceipt('rolling-publish@example.test');
    const partition = partitionOf(event.subject, 2);
    for (let times = 0; times < 2; times++)
      await query(statements.publish, [['intake.complaints'], [partition], [event.subject], JSON.stringify(event)]);
    await confirmed('rolling-publish@example.test');
    await assignedTo('field-service', event.subject);
    // With a lease that another instance has taken over, the older instance cannot move an offset.
    await query(statements.moveOffsets, [
      'routing.intake.complaints',
      'intake.complaints',
      [partition],
      [-1],
      [1_000_000],
    ]);
  }, 90_000);

  it('lets the older instance see what has already been handled, decided and confirmed', async () => {
    const { event } = aReceipt('rolling-twice@example.test');
    await emit('intake_form', 'intake.complaints', event);
    await confirmed('rolling-twice@example.test');
    expect(await query(statements.see('routing'), ['routing.intake.complaints', [event.id]])).toEqual([]);
    const [decision] = await query('SELECT * FROM routing.decisions WHERE complaint_id = $1', [event.subject]);
    const columns = ['complaint_id', 'number', 'outcome', 'department', 'category', 'policy_hash', 'sequence'].map(
      (name) => [decision![name]],
    );
    const texts = [decision!['decision'], decision!['complaint']].map((value) => [JSON.stringify(value)]);
    expect(await query(statements.decide, [...columns, ...texts, new Date()])).toEqual([]);
    const [message] = await query('SELECT * FROM notifier.messages WHERE complaint_id = $1', [event.subject]);
    expect(
      await query(statements.insertMessages, [JSON.stringify([{ ...message, state: 'wanted', instance: null }])]),
    ).toEqual([]);
    expect(
      await query(statements.insertMessages, [
        JSON.stringify([{ ...message, complaint_id: newId(), id: newId(), state: 'suppressed', instance: null }]),
      ]),
    ).toEqual([expect.objectContaining({ state: 'suppressed' })]);
  }, 90_000);

  it('counts attempts to enter a code together with the older instance', async () => {
    const { number, code } = upgraded.old.complaint('finished-form').accepted;
    for (let tries = 0; tries < 5; tries++) await query(statements.countTry, [number, new Date()]);
    expect((await upgraded.get(`/api/complaints/${number}`, code)).status).toBe(429);
  });
});
