import { allTopics } from '@redress/contracts';
import { KafkaTransport, PostgresTransport, type Transport } from '@redress/messaging';
import type { PolicyStore } from '@redress/policy';
import type { Logger } from 'pino';
import type { CommonConfig } from '../config/common-config.js';
import { describeError } from '../logging/describe-error.js';

/** Kafka where KAFKA_BROKERS is given (connects when it is needed), else PostgreSQL. */
export async function openTransport(config: CommonConfig, clientId: string, log: Logger): Promise<Transport> {
  if (!config.KAFKA_BROKERS) return PostgresTransport.open(config.DATABASE_URL, log);
  return new KafkaTransport(
    {
      brokers: config.KAFKA_BROKERS.join(','),
      clientId,
      ssl: config.KAFKA_SSL,
      sslCa: config.KAFKA_SSL_CA,
      sslCert: config.KAFKA_SSL_CERT,
      sslKey: config.KAFKA_SSL_KEY,
      saslMechanism: config.KAFKA_SASL_MECHANISM,
      saslUsername: config.KAFKA_SASL_USERNAME,
      saslPassword: config.KAFKA_SASL_PASSWORD,
    },
    log,
  );
}

/** Makes the topics the policy in force needs, and again when it changes; where the broker is away, again and again until it is back. */
export class TopicKeeper {
  private timer?: NodeJS.Timeout;
  private closed = false;

  constructor(
    private readonly transport: Transport,
    private readonly policies: PolicyStore,
    private readonly config: Pick<CommonConfig, 'TOPIC_PARTITIONS' | 'TOPIC_REPLICATION'>,
    private readonly log: Logger,
  ) {}

  /** One attempt now; what fails is tried again every two seconds in the background. */
  async apply(): Promise<void> {
    clearTimeout(this.timer);
    if (this.closed) return;
    try {
      const names = allTopics(this.policies.current.departments.map((department) => department.id));
      const changes = await this.transport.applyTopics(names, {
        partitions: this.config.TOPIC_PARTITIONS,
        replication: this.config.TOPIC_REPLICATION,
      });
      const created = changes.filter(({ change }) => change === 'created').map(({ topic }) => topic);
      if (created.length > 0) this.log.info({ topics: created }, 'topics made');
    } catch (error) {
      this.log.warn({ err: describeError(error) }, 'topics could not be made; trying again');
      this.timer = setTimeout(() => void this.apply(), 2_000).unref();
    }
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }
}
