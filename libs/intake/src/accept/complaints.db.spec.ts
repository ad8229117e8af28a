import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ContractError, topics, type Contact } from '@redress/contracts';
import { PostgresTransport, ReferenceConflict, StoreUnavailable } from '@redress/messaging';
import { eventually, startPostgres, type TestPostgres } from '@redress/testing';
import { pino } from 'pino';
import { card, complaint } from '../spec/arrivals.js';
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
describe('accepting complaints', () => {
  it('stores and publishes each once, however often it is handed over', async () => {
    const { intake } = open[0]!;
    const arrivals = Array.from({ length: 50 }, (_, n) => complaint(`key-${n}`));
    const first = await Promise.all(arrivals.map((one) => intake.accept(one)));
    const again = await Promise.all([...arrivals, ...arrivals].map((one) => intake.accept(one)));
    expect(first.map(({ acceptance }) => acceptance)).toEqual(Array(50).fill('accepted'));
    expect(again.map(({ acceptance }) => acceptance)).toEqual(Array(100).fill('already-accepted'));
    expect(again.map(({ number }) => number)).toEqual([...first, ...first].map(({ number }) => number));
    await eventually(async () => expect(await rows('SELECT 1 FROM channel.outbox')).toHaveLength(0));
    expect(await rows('SELECT 1 FROM transport.log')).toHaveLength(50);
    expect(await rows('SELECT 1 FROM channel.ledger')).toHaveLength(50);
  });

  it('names a complaint by channel, reference and content, as the first release did', async () => {
    const { intake } = open[0]!;
    const accepted = await intake.accept(complaint('the-key', {}, 'digest'));
    const id = installation.complaintId('form:the-key:digest');
    expect(accepted).toEqual({ id, number: installation.numberOf(id), acceptance: 'accepted' });
    expect(intake.accessTo(id)).toEqual({ code: installation.codeOf(id), linkToken: installation.linkToken(id) });
    expect(intake.idOf({ reference: 'the-key', content: 'digest' })).toBe(id);
    expect(intake.idOf({ reference: 'the-key' })).toBe(installation.complaintId('form:the-key'));
    expect(await intake.idUnder('the-key')).toBe(id);
    expect(await intake.idUnder('another')).toBeUndefined();
    await eventually(async () => expect(await published(open[0]!, topics.complaints, id)).toHaveLength(1));
    expect((await published(open[0]!, topics.complaints, id))[0]).toMatchObject({
      sequence: 1,
      data: { number: accepted.number, channel: 'form', text: '断网' },
    });
  });

  it('accepts one of two different complaints that arrive under one reference at the same time', async () => {
    const { intake } = open[0]!;
    const answers = await Promise.allSettled(
      ['one', 'other'].map((content) => intake.accept(complaint('the same reference', {}, content))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(answers).toContainEqual({ status: 'rejected', reason: expect.any(ReferenceConflict) });
  });

  it('refuses an event above 256 kB before anything is stored', async () => {
    const huge = complaint('huge', { text: '长'.repeat(100_000) });
    await expect(open[0]!.intake.accept(huge)).rejects.toThrow(ContractError);
    expect(await rows('SELECT 1 FROM channel.ledger')).toHaveLength(0);
  });

  it('notes under which contacts a complaint was made, without telling them', async () => {
    const chat = { provider: 'wechat', id: 'o1' };
    const customer = { phone: '+8613812345678', email: 'Li+a@Example.cn', chat };
    const { intake, ledger } = open[0]!;
    const { id, number } = await intake.accept(complaint('one', { customer }));
    await intake.accept(complaint('one', { customer }));
    const later = { customer: { phone: customer.phone }, receivedAt: '2099-01-01T00:00:00.000Z' };
    const { id: second } = await intake.accept(complaint('two', later));
    await intake.accept(complaint('nobody', { customer: {} }));
    const found = (contact: Contact, limit = 10) => ledger.complaintsOf(installation.contactKey(contact), limit);
    for (const contact of [{ email: 'li@example.cn' }, { chat }])
      expect(await found(contact)).toEqual([{ id, number, receivedAt: expect.any(Date) }]);
    expect((await found({ phone: customer.phone })).map((one) => one.id)).toEqual([second, id]);
    expect(await found({ phone: customer.phone }, 1)).toHaveLength(1);
    expect(await found({ phone: '+8613800000000' })).toEqual([]);
    expect(JSON.stringify(await rows('SELECT * FROM channel.ledger'))).not.toMatch(/13812345678|example/i);
  });

  it('publishes no card number, and keeps the original sealed', async () => {
    const { intake, seal } = open[0]!;
    const answers = [{ question: 'card', answer: card }];
    const arrival = complaint('sealed', { text: `扣款 ${card}`, answers });
    const [{ id }, { id: plain }] = await Promise.all([intake.accept(arrival), intake.accept(complaint('plain'))]);
    expect((await intake.accept(arrival)).acceptance).toBe('already-accepted');
    await eventually(async () => expect(await published(open[0]!, topics.complaints, id)).toHaveLength(1));
    const [event] = await published(open[0]!, topics.complaints, id);
    expect(event!.data).toMatchObject({ text: '扣款 ************1111', answers: [{ answer: '************1111' }] });
    const sealed = await rows<{ id: string; complaint_id: string; original: Buffer }>('SELECT * FROM channel.sealed');
    expect(sealed).toMatchObject([{ id, complaint_id: id }]);
    expect(sealed[0]!.original.includes(card)).toBe(false);
    expect(JSON.parse(seal.open(id, sealed[0]!.original))).toEqual({
      text: `扣款 ${card}`,
      'answers.0.answer': card,
    });
    expect(await rows('SELECT 1 FROM channel.sealed WHERE id = $1', [plain])).toEqual([]);
  });

  it('does not deadlock when two instances accept hundreds of complaints under the same references at once', async () => {
    open.push(await openIntake(url, transport));
    /** Sends again as a sender does where the database was too slow, and says whether it was accepted. */
    const accept = async (instance: OpenIntake, reference: string, content: string): Promise<boolean> => {
      try {
        await instance.intake.accept(complaint(reference, {}, content));
        return true;
      } catch (error) {
        if (error instanceof StoreUnavailable) return accept(instance, reference, content);
        if (error instanceof ReferenceConflict) return false;
        throw error;
      }
    };
    for (let round = 0; round < 6; round++) {
      const references = Array.from({ length: 400 }, (_, n) => `${round}-${n}`);
      const orders = [references, [...references].reverse()];
      const accepted = await Promise.all(
        open.flatMap((one, index) => orders[index]!.map((reference) => accept(one, reference, `${index}`))),
      );
      expect(accepted.filter(Boolean)).toHaveLength(references.length);
    }
    await eventually(async () => {
      const [row] = await rows<{ deadlocks: number; commits: number }>(
        `SELECT deadlocks, xact_commit AS commits FROM pg_stat_database WHERE datname = current_database()`,
      );
      expect(row!.commits).toBeGreaterThan(12);
      expect(row!.deadlocks).toBe(0);
    });
  }, 120_000);
});
