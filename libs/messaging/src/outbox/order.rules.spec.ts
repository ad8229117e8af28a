import { describe, expect, it } from '@jest/globals';
import { countBySubject, sequencesOf, splitByOrder } from './order.rules.js';

const row = (eventId: string, key: string, topic = 't') => ({ eventId, topic, key });
const ids = (rows: readonly { eventId: string }[]): string[] => rows.map(({ eventId }) => eventId);

describe('splitByOrder', () => {
  it('publishes every row now if the outbox contains no older row', () => {
    const { now, later } = splitByOrder([row('1', 'a'), row('2', 'a')], [], () => false);
    expect([ids(now), ids(later)]).toEqual([['1', '2'], []]);
  });

  it('publishes a row now if this process holds the older rows of its key', () => {
    const { now } = splitByOrder([row('3', 'a')], [row('1', 'a'), row('2', 'a')], (eventId) =>
      ['1', '2'].includes(eventId),
    );
    expect(ids(now)).toEqual(['3']);
  });

  it('leaves all rows of a key to the relay if one older row waits, but no row of another key or topic', () => {
    const fresh = [row('3', 'a'), row('4', 'b'), row('5', 'a'), row('6', 'a', 'u')];
    const { now, later } = splitByOrder(fresh, [row('1', 'a'), row('2', 'a')], (eventId) => eventId === '2');
    expect([ids(now), ids(later)]).toEqual([
      ['4', '6'],
      ['3', '5'],
    ]);
  });
});

describe('sequences', () => {
  const rows = ['b', 'a', 'b', 'c', 'b'].map((key) => ({ key }));

  it('are requested once for each subject', () => {
    expect(countBySubject(rows)).toEqual([
      { subject: 'b', taken: 3 },
      { subject: 'a', taken: 1 },
      { subject: 'c', taken: 1 },
    ]);
  });

  it('are assigned to the rows of a subject in order, also across topics', () => {
    const last = new Map([
      ['a', 1],
      ['b', 7],
      ['c', 3],
    ]);
    expect(sequencesOf(rows, last)).toEqual([5, 1, 6, 3, 7]);
  });
});
