import { DatabaseUnavailable, EmbeddedPostgres, openDatabase } from '@redress/database';
import { KafkaTransport, PostgresTransport, type KafkaSettings, type Transport } from '@redress/messaging';
import { createLogger, readConfig, type Environment } from '@redress/runtime';
import type { DataSource } from 'typeorm';
import { CommandFailed } from '../output.js';
import { cliConfig, type CliConfig } from './cli-config.js';

/** What was found, and is closed when the command ends. */
export class Connections {
  readonly config: CliConfig;
  private readonly log;
  private readonly open: (() => Promise<unknown>)[] = [];

  /** Throws ConfigError where a variable cannot be read. */
  constructor(environment: Environment) {
    this.config = readConfig(cliConfig, environment);
    this.log = createLogger({ level: 'silent' });
  }

  /** Connects to the database the services use: DATABASE_URL, else the embedded one of a running `npm start`. */
  async database(): Promise<DataSource> {
    const url = await this.databaseUrl();
    try {
      const dataSource = await openDatabase({ url, applicationName: 'redress cli', poolSize: 3, connectTimeoutMs: 5_000, waitMs: 3_000 });
      this.open.push(() => dataSource.destroy());
      return dataSource;
    } catch (error) {
      if (error instanceof DatabaseUnavailable) throw new CommandFailed(`The database of ${this.whereFrom} does not answer.`);
      throw error;
    }
  }

  /** Connects to what carries the events: KAFKA_BROKERS, else the database. */
  async transport(): Promise<Transport> {
    const transport = this.config.KAFKA_BROKERS ? await this.kafka(this.config.KAFKA_BROKERS) : await this.postgres();
    this.open.push(() => transport.close());
    return transport;
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.open.splice(0).map((close) => close()));
  }

  private async kafka(brokers: readonly string[]): Promise<Transport> {
    const { config } = this;
    const settings: KafkaSettings = {
      brokers: brokers.join(','),
      clientId: 'redress-cli',
      ssl: config.KAFKA_SSL,
      sslCa: config.KAFKA_SSL_CA,
      sslCert: config.KAFKA_SSL_CERT,
      sslKey: config.KAFKA_SSL_KEY,
      saslMechanism: config.KAFKA_SASL_MECHANISM,
      saslUsername: config.KAFKA_SASL_USERNAME,
      saslPassword: config.KAFKA_SASL_PASSWORD,
    };
    const transport = new KafkaTransport(settings, this.log);
    try {
      await transport.ping();
    } catch {
      await transport.close();
      throw new CommandFailed('The brokers of KAFKA_BROKERS do not answer, or do not let us in (KAFKA_SSL…, KAFKA_SASL…).');
    }
    return transport;
  }

  private async postgres(): Promise<Transport> {
    // Says within seconds when nobody answers.
    const probe = await this.database();
    const url = await this.databaseUrl();
    await probe.query('SELECT 1');
    return PostgresTransport.open(url, this.log);
  }

  private get whereFrom(): string {
    return this.config.DATABASE_URL ? 'DATABASE_URL' : 'the running installation';
  }

  private async databaseUrl(): Promise<string> {
    if (this.config.DATABASE_URL) return this.config.DATABASE_URL;
    const home = this.config.REDRESS_HOME;
    const url = await EmbeddedPostgres.locate(home).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'EACCES')
        throw new CommandFailed(`Redress runs here as another user, who alone may read ${home}: run this as that user, or set DATABASE_URL.`);
      throw error;
    });
    if (!url) throw new CommandFailed('Redress does not run here: npm start first, or set DATABASE_URL.');
    return url;
  }
}
