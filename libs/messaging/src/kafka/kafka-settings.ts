import { readFileSync } from 'node:fs';
import type { ISocketFactory, KafkaConfig, SASLOptions } from 'kafkajs';
import { logLevel } from 'kafkajs';
import type { Logger } from 'pino';

/** How to reach the brokers, as configured by the environment. */
export interface KafkaSettings {
  /** `host:port`, comma-separated. */
  brokers: string;
  clientId: string;
  ssl?: boolean;
  /** Paths of PEM files. */
  sslCa?: string;
  sslCert?: string;
  sslKey?: string;
  saslMechanism?: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  saslUsername?: string;
  saslPassword?: string;
  /** Creates sockets instead of the platform (a proxy). */
  socketFactory?: ISocketFactory;
}

/**
 * The configuration of kafkajs. Reads the PEM files; throws if one is missing. kafkajs logs to `log`, without payloads.
 */
export function kafkaConfig(settings: KafkaSettings, log: Logger): KafkaConfig {
  const { sslCa, sslCert, sslKey, saslMechanism: mechanism } = settings;
  const pem = (path: string | undefined): string | undefined => (path ? readFileSync(path, 'utf8') : undefined);
  return {
    clientId: settings.clientId,
    brokers: settings.brokers.split(',').map((broker) => broker.trim()),
    connectionTimeout: 3_000,
    requestTimeout: 8_000,
    retry: { initialRetryTime: 200, maxRetryTime: 5_000, retries: 4 },
    ...(settings.ssl || sslCa || sslCert ? { ssl: { ca: pem(sslCa), cert: pem(sslCert), key: pem(sslKey) } } : {}),
    ...(mechanism
      ? {
          sasl: {
            mechanism,
            username: settings.saslUsername ?? '',
            password: settings.saslPassword ?? '',
          } as SASLOptions,
        }
      : {}),
    ...(settings.socketFactory && { socketFactory: settings.socketFactory }),
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ level, log: line }) => {
        const code = (line as { error?: unknown }).error;
        const details = {
          from: 'kafkajs',
          group: (line as { groupId?: unknown }).groupId,
          error: typeof code === 'string' ? code.slice(0, 200) : undefined,
        };
        // Most errors that kafkajs logs are normal for a group (a rebalance, for example). The relevant ones are
        // thrown, and we log those once.
        log.debug({ ...details, level }, line.message.slice(0, 200));
      },
  };
}
