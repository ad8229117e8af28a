import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { kafkaDescribe } from './kafka-describe.js';

const real = { ...process.env };
const globals = globalThis as unknown as { describe: unknown; it: unknown };
const { describe: realDescribe, it: realIt } = globals;
const seen: string[] = [];

beforeEach(() => {
  seen.length = 0;
  const record = Object.assign((name: string, body: () => void) => (seen.push(`runs ${name}`), body()), {
    skip: (name: string) => void seen.push(`skips ${name}`),
  });
  globals.describe = record;
  globals.it = (name: string) => void seen.push(`test ${name}`);
  process.env = { PATH: '/nowhere' };
});
afterEach(() => {
  Object.assign(globals, { describe: realDescribe, it: realIt });
  process.env = { ...real };
});

it('runs the tests if KAFKA_BROKERS is set', () => {
  process.env.KAFKA_BROKERS = '127.0.0.1:1';
  kafkaDescribe('transport', () => undefined);
  expect(seen).toEqual(['runs transport']);
});

it('skips them by name, with what is missing, if no broker can be started', () => {
  kafkaDescribe('transport', () => undefined);
  expect(seen).toEqual([expect.stringMatching(/^skips transport \(no Apache Kafka here: .*KAFKA_BROKERS/)]);
});

it('fails on a build server if no broker can be started', () => {
  process.env.CI = 'true';
  kafkaDescribe('transport', () => undefined);
  expect(seen).toContain('test runs against a real Apache Kafka');
});
