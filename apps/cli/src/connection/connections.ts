import { DatabaseUnavailable, EmbeddedPostgres, errorCode, openDatabase } from '@redress/database';
import { KafkaTransport, PostgresTransport, type KafkaSettings, type Transport } from '@redress/messaging';
import { createLogger, kafkaSettings, readConfig, type Environment } from '@redress/runtime';
import type { DataSource } from 'typeorm';
import { CommandFailed } from '../output.js';
import { cliConfig, type CliConfig } from './cli-config.js';

/** Connects a command to the database and the transport that the services use, and closes them when it ends. */
export class Connections {
  readonly config: CliConfig;
  private readonly log;
  private readonly open: (() => Promise<unknown>)[] = [];

  /** @throws ConfigError if a variable is not valid */
  constructor(environment: Environment) {
    this.config = readConfig(cliConfig, environment);
    this.log = createLogger({ level: 'silent' });
  }

  /**
   * Connects to the services' database: DATABASE_URL, or the embedded one of a running `npm start`.
   * @throws CommandFailed if it does not answer within three seconds, or if Redress does not run
   */
  async database(): Promise<DataSource> {
    const url = await this.databaseUrl();
    try {
      const dataSource = await openDatabase({
        url,
        applicationName: 'redress cli',
        poolSize: 3,
        connectTimeoutMs: 5_000,
        waitMs: 3_000,
      });
      this.open.push(() => dataSource.destroy());
      return dataSource;
    } catch (error) {
      if (error instanceof DatabaseUnavailable) throw new CommandFailed(`The database ${this.source} does not answer.`);
      throw error;
    }
  }

  /**
   * Connects to the transport of the events: KAFKA_BROKERS, or the database.
   * @throws CommandFailed if it does not answer
   */
  async transport(): Promise<Transport> {
    const settings = kafkaSettings(this.config, 'redress-cli');
    const transport = settings ? await this.kafka(settings) : await this.postgres();
    this.open.push(() => transport.close());
    return transport;
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.open.splice(0).map((close) => close()));
  }

  private async kafka(settings: KafkaSettings): Promise<Transport> {
    const transport = new KafkaTransport(settings, this.log);
    try {
      await transport.ping();
    } catch {
      await transport.close();
      throw new CommandFailed(
        'The brokers in KAFKA_BROKERS do not answer or refuse the connection (check KAFKA_SSL… and KAFKA_SASL…).',
      );
    }
    return transport;
  }

  private async postgres(): Promise<Transport> {
    // Fails within seconds if the database does not answer.
    const probe = await this.database();
    const url = await this.databaseUrl();
    await probe.query('SELECT 1');
    return PostgresTransport.open(url, this.log);
  }

  private get source(): string {
    return this.config.DATABASE_URL ? 'in DATABASE_URL' : 'of the running installation';
  }

  private async databaseUrl(): Promise<string> {
    if (this.config.DATABASE_URL) return this.config.DATABASE_URL;
    const home = this.config.REDRESS_HOME;
    const url = await EmbeddedPostgres.locate(home).catch((error: unknown) => {
      if (errorCode(error) === 'EACCES') {
        throw new CommandFailed(
          `Only the user that runs Redress may read ${home}: run this command as that user, or set DATABASE_URL.`,
        );
      }
      throw error;
    });
    if (!url)
      throw new CommandFailed('Redress is not running on this machine: run npm start first, or set DATABASE_URL.');
    return url;
  }
}
