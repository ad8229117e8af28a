import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '@redress/contracts';
import { eventually, startPostgres, type TestPostgres } from '@redress/testing';
import { pino } from 'pino';
import { PostgresTransport, ReferenceConflict, StoreUnavailable } from '../index.js';
import { openService, stepEvent } from '../spec/test-service.js';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres?.stop());

it('does not deadlock when two instances accept hundreds of messages under the same references in opposite orders', async () => {
  const url = await postgres.freshDatabase();
  const transport = await PostgresTransport.open(url, pino({ level: 'silent' }));
  const step = stepEvent();
  await transport.applyTopics([step.topic], { partitions: 1 });
  const instances = [await openService(url, transport, 'crossed'), await openService(url, transport, 'crossed')];
  const { dataSource } = instances[0]!;
  const receivedAt = new Date().toISOString();
  /** Sends again as a sender does where the database was too slow, and says whether the message was accepted. */
  const accept = async (index: number, id: string, reference: string): Promise<boolean> => {
    const event = { definition: step, subject: id, data: { n: 1 } };
    try {
      await instances[index]!.messaging.intake.accept({
        id,
        reference,
        number: '0',
        channel: 'form',
        receivedAt,
        event,
      });
      return true;
    } catch (error) {
      if (error instanceof StoreUnavailable) return accept(index, id, reference);
      if (error instanceof ReferenceConflict) return false;
      throw error;
    }
  };
  try {
    for (let round = 0; round < 6; round++) {
      const references = Array.from({ length: 400 }, (_, n) => `${round}-${n}`);
      const ids = [
        references.map(() => newId()).sort(),
        references
          .map(() => newId())
          .sort()
          .reverse(),
      ];
      const accepted = await Promise.all(
        ids.flatMap((own, index) => references.map((reference, n) => accept(index, own[n]!, reference))),
      );
      expect(accepted.filter(Boolean)).toHaveLength(references.length);
    }
    await eventually(async () => {
      const [row] = await dataSource.query<{ deadlocks: number; commits: number }[]>(
        `SELECT deadlocks, xact_commit AS commits FROM pg_stat_database WHERE datname = current_database()`,
      );
      expect(row!.commits).toBeGreaterThan(12);
      expect(row!.deadlocks).toBe(0);
    });
  } finally {
    for (const instance of instances) await instance.stop();
    await transport.close();
  }
}, 120_000);
