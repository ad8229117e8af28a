import type { KafkaSettings } from '@redress/messaging';
import type { CommonConfig } from './common-config.js';

/** The common variables that describe how to connect to Kafka, as a mask for `commonConfig.pick`. */
export const kafkaVariables = {
  KAFKA_BROKERS: true,
  KAFKA_SSL: true,
  KAFKA_SSL_CA: true,
  KAFKA_SSL_CERT: true,
  KAFKA_SSL_KEY: true,
  KAFKA_SASL_MECHANISM: true,
  KAFKA_SASL_USERNAME: true,
  KAFKA_SASL_PASSWORD: true,
} as const;

/**
 * Maps the variables KAFKA_… to the settings of KafkaTransport.
 * @returns undefined if KAFKA_BROKERS is not set: PostgreSQL is the transport
 */
export function kafkaSettings(
  config: Pick<CommonConfig, keyof typeof kafkaVariables>,
  clientId: string,
): KafkaSettings | undefined {
  if (!config.KAFKA_BROKERS) return undefined;
  return {
    brokers: config.KAFKA_BROKERS.join(','),
    clientId,
    ssl: config.KAFKA_SSL,
    sslCa: config.KAFKA_SSL_CA,
    sslCert: config.KAFKA_SSL_CERT,
    sslKey: config.KAFKA_SSL_KEY,
    saslMechanism: config.KAFKA_SASL_MECHANISM,
    saslUsername: config.KAFKA_SASL_USERNAME,
    saslPassword: config.KAFKA_SASL_PASSWORD,
  };
}
