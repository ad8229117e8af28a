import { KafkaTransport, PostgresTransport, type Transport } from '@redress/messaging';
import type { Logger } from 'pino';
import type { CommonConfig } from '../config/common-config.js';
import { kafkaSettings } from '../config/kafka-settings.js';

/**
 * Opens the transport: Kafka if KAFKA_BROKERS is set, otherwise PostgreSQL in DATABASE_URL. Kafka connects on first
 * use.
 * @throws what `PostgresTransport.open` throws, DatabaseUnavailable among others
 */
export async function openTransport(config: CommonConfig, clientId: string, log: Logger): Promise<Transport> {
  const settings = kafkaSettings(config, clientId);
  return settings ? new KafkaTransport(settings, log) : PostgresTransport.open(config.DATABASE_URL, log);
}
