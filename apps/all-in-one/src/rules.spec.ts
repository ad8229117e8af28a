import { describe, expect, it } from '@jest/globals';
import { withDefaults } from './environment.rules.js';
import { greeting } from './greeting.rules.js';

const defaults = { policyDir: '/policies/telecom', terminal: true };

describe('withDefaults', () => {
  it('sets the policy folder, and a log level that keeps the terminal readable', () => {
    expect(withDefaults({ POLICY_DIR: ' ' }, defaults)).toMatchObject({
      POLICY_DIR: '/policies/telecom',
      LOG_LEVEL: 'warn',
    });
    expect(withDefaults({}, { ...defaults, terminal: false })).toMatchObject({ LOG_LEVEL: 'info' });
  });

  it('keeps variables that are set', () => {
    expect(withDefaults({ POLICY_DIR: '/mine', LOG_LEVEL: 'debug' }, defaults)).toMatchObject({
      POLICY_DIR: '/mine',
      LOG_LEVEL: 'debug',
    });
  });

  it.each([
    ['one:9092', '1'],
    ['one:9092,two:9092', '2'],
    ['one:9092,two:9092,three:9092,four:9092', '3'],
  ])('wants no more copies of a topic than %s can keep', (KAFKA_BROKERS, copies) => {
    expect(withDefaults({ KAFKA_BROKERS }, defaults)['TOPIC_REPLICATION']).toBe(copies);
  });
});

describe('greeting', () => {
  const running = {
    operator: { zh: '某某电信', en: 'Example Telecom' },
    publicUrl: 'http://localhost:3000',
    opsUrl: 'http://localhost:3002',
    home: '/var/lib/redress',
    transport: 'postgres' as const,
    mailIsSent: false,
    seconds: 1.23,
  };

  it('prints addresses, the data folder and how to stop', () => {
    const text = greeting(running);
    for (const part of [
      'http://localhost:3000/',
      'http://localhost:3002/mailbox',
      '/var/lib/redress',
      'Ctrl + C',
      '客户页面',
      'For customers',
    ])
      expect(text).toContain(part);
  });

  it('shows no mailbox if mails are sent', () => {
    expect(greeting({ ...running, mailIsSent: true })).not.toContain('/mailbox');
  });
});
