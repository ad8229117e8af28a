import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { commonConfig, readServiceConfigs } from './common-config.js';
import { ConfigError, readConfig } from './read-config.js';

const secret = 'x'.repeat(32);
const enough = {
  DATABASE_URL: 'postgres://redress:hunter2@db.example.test:5432/redress',
  POLICY_DIR: 'deploy/policies/telecom',
  INSTALLATION_SECRET: secret,
  LINK_SECRETS: `a:${secret}`,
};
const none = z.object({});
const read = (environment: Record<string, string>) => readServiceConfigs([none], environment)[0]!;
function refused(environment: Record<string, string>): ConfigError {
  try {
    readServiceConfigs([none], environment);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('was accepted');
}
const variables = (environment: Record<string, string>): string[] =>
  refused(environment).problems.map((problem) => problem.variable);

describe('readServiceConfigs', () => {
  it('has a default for each variable that can have one', () => {
    const config = read(enough);
    expect(config).toMatchObject({ PORT: 3000, STAFF_PORT: 3001, STAFF_HOST: '127.0.0.1', LOG_LEVEL: 'info' });
    expect(config).toMatchObject({ OPS_PORT: 3002, OPS_HOST: '127.0.0.1', PUBLIC_URL: 'http://localhost:3000' });
    expect(config.KAFKA_BROKERS).toBeUndefined();
  });

  it('names every wrong and every missing variable of all services at once, and what is allowed', () => {
    const mail = z.object({ SMTP_URL: z.url().describe('smtp://host:25') });
    let message = '';
    try {
      readServiceConfigs([none, mail], { ...enough, PORT: 'eighty', DATABASE_URL: '', SMTP_URL: 'nowhere' });
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain('3 environment variables');
    expect(message).toMatch(/PORT is wrong: .*0 to 65535/);
    expect(message).toMatch(/DATABASE_URL is missing: postgres:\/\//);
    expect(message).toContain('SMTP_URL is wrong: smtp://host:25');
  });

  it('contains no value in its message', () => {
    const bad = {
      PORT: 'hush1',
      DATABASE_URL: 'mysql://u:hush2@h/d',
      INSTALLATION_SECRET: 'hush3',
      LINK_SECRETS: 'a:hush4',
      TRUST_PROXY: 'hush5',
      LOG_LEVEL: 'hush6',
    };
    expect(variables({ ...enough, ...bad }).sort()).toEqual(Object.keys(bad).sort());
    expect(refused({ ...enough, ...bad }).message).not.toContain('hush');
  });

  it('treats an empty or blank string as absent', () => {
    const config = read({ ...enough, PORT: '', KAFKA_BROKERS: '  ' });
    expect([config.PORT, config.KAFKA_BROKERS]).toEqual([3000, undefined]);
    expect(variables({ ...enough, INSTALLATION_SECRET: ' ' })).toEqual(['INSTALLATION_SECRET']);
  });

  it('reads lists, numbers and flags', () => {
    const config = read({
      ...enough,
      PORT: '8080',
      KAFKA_BROKERS: 'one:9092, two:9092',
      KAFKA_SSL: 'true',
      LINK_SECRETS: `b:${'y'.repeat(40)},a:${secret}`,
      TRUST_PROXY: '10.0.0.0/8,::1',
      OPS_HOSTS: 'notifier, Notifier.Internal',
      PUBLIC_URL: 'https://tousu.example.test/',
    });
    expect(config.KAFKA_BROKERS).toEqual(['one:9092', 'two:9092']);
    expect(config.KAFKA_SSL).toBe(true);
    expect(config.LINK_SECRETS.map((key) => key.id)).toEqual(['b', 'a']);
    expect(config.OPS_HOSTS).toEqual(['notifier', 'notifier.internal']);
    expect(config.TRUST_PROXY).toEqual(['10.0.0.0/8', '::1']);
    expect(config.PUBLIC_URL).toBe('https://tousu.example.test');
  });

  it.each([
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '1'],
    ['TRUST_PROXY', '10.0.0.0/40'],
    ['LINK_SECRETS', `a:${secret},a:${secret}`],
    ['LINK_SECRETS', `a.b:${secret}`],
    ['KAFKA_BROKERS', 'broker'],
    ['PUBLIC_URL', 'ftp://x'],
    ['STAFF_PORT', '3000'],
    ['OPS_PORT', '3001'],
    ['OPS_HOSTS', 'notifier:3002'],
    ['STAFF_HOSTS', 'https://staff.example.com'],
    ['PORT', '65536'],
    ['DATABASE_POOL', '5'],
  ])('refuses %s=%s', (variable, value) => {
    expect(variables({ ...enough, [variable]: value })).toEqual([variable]);
  });

  it('requires variables that belong together', () => {
    expect(variables({ ...enough, KAFKA_SSL_CERT: 'client.pem' })).toEqual(['KAFKA_SSL_KEY']);
    expect(variables({ ...enough, KAFKA_SASL_MECHANISM: 'scram-sha-512' }).sort()).toEqual([
      'KAFKA_SASL_PASSWORD',
      'KAFKA_SASL_USERNAME',
    ]);
  });
});

describe('readConfig', () => {
  it('uses the message of a rule across variables', () => {
    const mail = z
      .object({ SMTP_URL: z.string().optional().describe('x'), MAIL_FROM: z.string().optional().describe('y') })
      .superRefine(({ SMTP_URL, MAIL_FROM }, context) => {
        if (SMTP_URL && !MAIL_FROM)
          context.addIssue({ code: 'custom', path: ['MAIL_FROM'], message: 'SMTP_URL requires it' });
      });
    expect(() => readConfig(mail, { SMTP_URL: 'smtp://host' })).toThrow('MAIL_FROM is missing: SMTP_URL requires it');
  });

  it('requires a description of every variable, so that an error can say what is allowed', () => {
    expect(() => readConfig(z.object({ NOWHERE: z.string() }), {})).toThrow(RangeError);
    expect(Object.values(commonConfig.shape).filter((field) => !field.description)).toEqual([]);
  });
});
