import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually, startPostgres, startStallingProxy, type TestPostgres } from '@redress/testing';
import { pino } from 'pino';
import { WakeUp } from './wake-up.js';

const silent = pino({ level: 'silent' });
let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres?.stop());

it('wakes readers again within seconds after a connection was cut off without a reset', async () => {
  const url = await postgres.freshDatabase();
  const proxy = await startStallingProxy(url);
  const [cutOff, other] = [new WakeUp(proxy.url, silent), new WakeUp(url, silent)];
  let [woken, wokenOther] = [0, 0];
  cutOff.listen('topic', () => (woken += 1));
  other.listen('topic', () => (wokenOther += 1));
  await eventually(() => expect([woken, wokenOther]).toEqual([1, 1]));
  proxy.stall();
  // The publishing side: its notification gets no response, and must not delay later ones.
  cutOff.notify(['topic']);
  const began = performance.now();
  await eventually(() => {
    other.notify(['topic']);
    expect(woken).toBeGreaterThan(2);
  }, 12_000);
  wokenOther = 0;
  cutOff.notify(['topic']);
  await eventually(() => expect(wokenOther).toBeGreaterThan(0));
  expect(performance.now() - began).toBeLessThan(12_000);
  proxy.stall();
  const closing = performance.now();
  await Promise.all([cutOff.close(), other.close()]);
  expect(performance.now() - closing).toBeLessThan(3_000);
  await proxy.close();
}, 40_000);
