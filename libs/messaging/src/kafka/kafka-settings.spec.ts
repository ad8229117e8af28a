import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { kafkaConfig } from './kafka-settings.js';

const log = pino({ level: 'silent' });

describe('kafkaConfig', () => {
  it('passes TLS and SASL settings to kafkajs', () => {
    const folder = mkdtempSync(join(tmpdir(), 'redress-pem-'));
    for (const name of ['ca', 'cert', 'key']) writeFileSync(join(folder, name), `pem of ${name}`);
    const config = kafkaConfig(
      {
        brokers: 'a:9093, b:9093',
        clientId: 'redress',
        sslCa: join(folder, 'ca'),
        sslCert: join(folder, 'cert'),
        sslKey: join(folder, 'key'),
        saslMechanism: 'scram-sha-512',
        saslUsername: 'redress',
        saslPassword: 'secret',
      },
      log,
    );
    expect(config.brokers).toEqual(['a:9093', 'b:9093']);
    expect(config.ssl).toEqual({ ca: 'pem of ca', cert: 'pem of cert', key: 'pem of key' });
    expect(config.sasl).toEqual({ mechanism: 'scram-sha-512', username: 'redress', password: 'secret' });
  });

  it('uses the public certificate authorities if only TLS is enabled, and neither TLS nor SASL by default', () => {
    expect(kafkaConfig({ brokers: 'a:1', clientId: 'c', ssl: true }, log).ssl).toEqual({
      ca: undefined,
      cert: undefined,
      key: undefined,
    });
    expect(kafkaConfig({ brokers: 'a:1', clientId: 'c' }, log)).not.toHaveProperty('ssl');
    expect(kafkaConfig({ brokers: 'a:1', clientId: 'c' }, log)).not.toHaveProperty('sasl');
  });
});
