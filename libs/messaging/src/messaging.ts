import type { Event, EventDefinition } from '@redress/contracts';
import { withTimeout } from '@redress/database';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { BatchProcessor } from './consume/batch-processor.js';
import { ConsumeMetrics } from './consume/consume-metrics.js';
import { Consumption, type ConsumptionDefinition } from './consume/consumption.js';
import { InboxTrim } from './consume/inbox-trim.js';
import { ParkedEvents } from './consume/parked-events.js';
import { Replay } from './consume/replay.js';
import { Outbox } from './outbox/outbox.js';
import type { Publisher } from './outbox/publisher.js';
import { Relay } from './outbox/relay.js';
import type { Transaction } from './outbox/transaction.js';
import type { Subscription, Transport } from './transport.js';

export interface MessagingOptions {
  /** The service's name, as in `source` and in group ids. */
  service: string;
  /** Names the installation in `source`. */
  installation: string;
  /** The service's own schema, with {@link messagingMigrations} applied. */
  schema: string;
  dataSource: DataSource;
  transport: Transport;
  /** The one publisher of this process. */
  publisher: Publisher;
  log: Logger;
  registry: Registry;
  now: () => Date;
}

/** The handler of all topics of a family; `name` is the rest of the topic's name. */
export type FamilyHandler = (events: Event[], tx: Transaction, name: string) => Promise<void>;

/** Topics `<family>.<name>` with one handler, such as the replies of each department. */
interface TopicFamily {
  family: string;
  definitions: readonly EventDefinition[];
  handle: FamilyHandler;
}

/** The outbox and the consumers of one service. */
export class Messaging {
  readonly outbox: Outbox;
  readonly parked: ParkedEvents;
  private readonly relay: Relay;
  private readonly metrics: ConsumeMetrics;
  private readonly inboxTrim: InboxTrim;
  private readonly subscriptions: Subscription[] = [];
  private readonly replays: Replay[] = [];
  private readonly families = new Map<string, TopicFamily>();
  /** By family: the names of the topics to read, and whether each is read. */
  private readonly members = new Map<string, Map<string, boolean>>();

  constructor(private readonly options: MessagingOptions) {
    const { dataSource, schema, publisher, log, registry, now } = options;
    const writer = { source: `urn:redress:${options.installation}:${options.service}`, now };
    this.outbox = new Outbox(dataSource, schema, writer, publisher, log);
    this.parked = new ParkedEvents(dataSource, schema);
    this.relay = new Relay(this.outbox, publisher, log);
    this.outbox.onRowsForRelay = () => this.relay.wake();
    this.metrics = new ConsumeMetrics(registry);
    this.inboxTrim = new InboxTrim(dataSource, schema, log);
  }

  /** Starts the relay and the inbox trimming. Call it after the migrations. */
  start(): void {
    this.outbox.instance.start();
    this.relay.start();
    this.inboxTrim.start();
  }

  /** Starts reading a topic for a group. Throws where the group does not belong to this service. */
  consume(definition: ConsumptionDefinition): void {
    const { service, transport, dataSource, log } = this.options;
    if (definition.group !== `${service}.${definition.topic}`)
      throw new Error(`A group of ${service} is called ${service}.${definition.topic}, not ${definition.group}.`);
    const consumption = new Consumption(definition, this.outbox);
    const probe = async (): Promise<void> => void (await dataSource.query('SELECT 1'));
    const processor = new BatchProcessor(consumption, this.parked, probe, log, this.metrics);
    this.subscriptions.push(
      transport.subscribe(definition.group, definition.topic, (records) => processor.run(records)),
    );
    const replay = new Replay(consumption, this.parked, log);
    replay.start();
    this.replays.push(replay);
  }

  /** Declares the handler of a family of topics; nothing is read until {@link readEach} names the topics. */
  consumeEach(family: TopicFamily): void {
    this.families.set(family.family, family);
    this.readEach(family.family, []);
  }

  /**
   * Starts reading the topics `<family>.<name>` of these names, each with its own group `<service>.<family>.<name>`.
   * Those that are read already continue. Can be called before {@link consumeEach}.
   */
  readEach(family: string, names: readonly string[]): void {
    const members = this.members.get(family) ?? new Map<string, boolean>();
    this.members.set(family, members);
    for (const name of names) if (!members.has(name)) members.set(name, false);
    const declared = this.families.get(family);
    if (!declared) return;
    for (const [name, isRead] of members) {
      if (isRead) continue;
      members.set(name, true);
      const topic = `${family}.${name}`;
      this.consume({
        group: `${this.options.service}.${topic}`,
        topic,
        definitions: declared.definitions,
        handle: (events, tx) => declared.handle(events, tx, name),
      });
    }
  }

  /** Whether every group of this process reads. */
  get reading(): boolean {
    return this.subscriptions.every((subscription) => subscription.ready);
  }

  /** Finishes the current batches and gives the partitions back. */
  async stopReading(): Promise<void> {
    this.families.clear();
    await Promise.all([...this.replays.splice(0), ...this.subscriptions.splice(0)].map((part) => part.stop()));
  }

  /**
   * Stops reading and the relay, and waits up to `withinMs` milliseconds until what was emitted is published; the rest stays in the
   * outbox. Call it when nothing is accepted or emitted any more.
   */
  async stop(withinMs = 5_000): Promise<void> {
    await this.stopReading();
    this.inboxTrim.stop();
    const out = async (): Promise<void> => {
      await this.relay.stop();
      await this.options.publisher.drained();
      await this.outbox.drained();
    };
    await withTimeout(withinMs, out, () => undefined);
    await this.outbox.stop();
  }
}
