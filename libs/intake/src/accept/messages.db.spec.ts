import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ContractError, newId, topics } from '@redress/contracts';
import { PostgresTransport, ReferenceConflict, StoreUnavailable } from '@redress/messaging';
import { eventually, startPostgres, type TestPostgres } from '@redress/testing';
import { pino } from 'pino';
import { card, complaint, message } from '../spec/arrivals.js';
import { installation, openIntake, published, type OpenIntake } from '../spec/open-intake.js';

let postgres: TestPostgres;
let transport: PostgresTransport;
let url: string;
let open: OpenIntake[];
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres?.stop());
beforeEach(async () => {
  url = await postgres.freshDatabase();
  transport = await PostgresTransport.open(url, pino({ level: 'silent' }));
  await transport.applyTopics([topics.complaints, topics.messages], { partitions: 1 });
  open = [await openIntake(url, transport)];
});
afterEach(async () => {
  for (const one of open) await one.stop();
  await transport.close();
});

const rows = <T = Record<string, unknown>>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  open[0]!.dataSource.query(sql, parameters);
describe('accepting messages about a complaint', () => {
  it('publishes them under the complaint’s id, numbered after the complaint', async () => {
    const { intake, ledger } = open[0]!;
    const { id: about, number } = await intake.accept(complaint('first'));
    const contact = { email: 'Li@example.cn' };
    const accepted = await intake.accept({ ...message(about, 'm1', { text: '又断了', provenBy: 'link' }), contact });
    const rated = await intake.accept(message(about, 'm2', { kind: 'rating', rating: 1, reason: '慢' }));
    expect(accepted).toEqual({ id: expect.any(String), number, acceptance: 'accepted' });
    expect([about, rated.id]).not.toContain(accepted.id);
    await eventually(async () => expect(await published(open[0]!, topics.messages, about)).toHaveLength(2));
    expect(await published(open[0]!, topics.messages, about)).toMatchObject([
      {
        subject: about,
        sequence: 2,
        data: {
          ...{ message: accepted.id, number, kind: 'addition', text: '又断了', channel: 'form', provenBy: 'link' },
          contactKey: installation.contactKey(contact),
        },
      },
      { sequence: 3, data: { message: rated.id, kind: 'rating', rating: 1, reason: '慢' } },
    ]);
    // Only complaints are found by id and number.
    expect(await ledger.idsByNumber(number, 10)).toEqual([about]);
    expect(await ledger.find(about)).toMatchObject({ id: about, number });
    expect(await ledger.find(accepted.id)).toBeUndefined();
  });

  it('accepts the same message once, also when it is handed over many times at once', async () => {
    const { intake } = open[0]!;
    const { id: about } = await intake.accept(complaint('first'));
    const answers = await Promise.all(Array.from({ length: 8 }, () => intake.accept(message(about, 'm1'))));
    expect(answers.filter(({ acceptance }) => acceptance === 'accepted')).toHaveLength(1);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    await eventually(async () => expect(await rows('SELECT 1 FROM channel.outbox')).toHaveLength(0));
    expect(await published(open[0]!, topics.messages, about)).toHaveLength(1);
  });

  it('refuses other content, another complaint, and a complaint under the reference of a message', async () => {
    const { intake } = open[0]!;
    const { id: about } = await intake.accept(complaint('first'));
    await intake.accept(message(about, 'm1'));
    await expect(intake.accept(message(about, 'm1', { text: 'other' }))).rejects.toThrow(ReferenceConflict);
    await expect(intake.accept(message(newId(), 'm1'))).rejects.toThrow(ReferenceConflict);
    await expect(intake.accept(complaint('m1'))).rejects.toThrow(ReferenceConflict);
    await expect(intake.accept(message(about, 'first'))).rejects.toThrow(ReferenceConflict);
    expect(await rows('SELECT 1 FROM channel.ledger')).toHaveLength(2);
  });

  it('stores nothing of a message whose event is too large', async () => {
    const { intake } = open[0]!;
    const huge = message(newId(), 'huge', { text: '长'.repeat(100_000) });
    await expect(intake.accept(huge)).rejects.toThrow(ContractError);
    expect(await rows('SELECT 1 FROM channel.ledger')).toHaveLength(0);
  });

  it('publishes no card number, and keeps the original sealed', async () => {
    const { intake, seal } = open[0]!;
    const about = newId();
    const { id } = await intake.accept(message(about, 'm1', { text: card, reason: '已解决' }));
    await eventually(async () => expect(await published(open[0]!, topics.messages, about)).toHaveLength(1));
    expect(JSON.stringify(await published(open[0]!, topics.messages, about))).not.toContain(card);
    const sealed = await rows<{ original: Buffer }>('SELECT * FROM channel.sealed');
    expect(sealed).toMatchObject([{ id, complaint_id: about }]);
    expect(seal.open(id, sealed[0]!.original)).toBe(JSON.stringify({ text: card }));
  });

  it('says that the store is unavailable while the ledger is locked', async () => {
    const { intake, dataSource } = open[0]!;
    const lock = dataSource.createQueryRunner();
    await lock.startTransaction();
    await lock.query('LOCK TABLE channel.ledger');
    const began = performance.now();
    await expect(intake.accept(message(newId(), 'm1'))).rejects.toThrow(StoreUnavailable);
    await expect(intake.accept(complaint('c1'))).rejects.toThrow(StoreUnavailable);
    expect(performance.now() - began).toBeLessThan(2_500);
    await lock.rollbackTransaction();
    await lock.release();
  });
});
