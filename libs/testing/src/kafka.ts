import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { brokerFromImage } from './kafka-from-image.js';
import { brokerFromJars } from './kafka-from-jars.js';
import { kafkaSource, runningKafka, whatKafkaNeeds } from './kafka-sources.js';

/** A real Apache Kafka: one broker, no topics but those a spec makes. It may be shared: name topics and groups uniquely. */
export interface TestKafka {
  /** `127.0.0.1:port` */
  readonly brokers: string;
  /** Ends the broker as kill -9 does (own brokers only). */
  kill(): Promise<void>;
  /** Starts it again on the same port with the same data, after `kill` or instead of it. */
  restart(): Promise<void>;
  /** Ends it and removes its data; a shared one is left alone. */
  stop(): Promise<void>;
}

/** One running broker process or container. */
export interface Broker {
  end(how: 'kill' | 'stop'): Promise<void>;
}

/** Starts the same broker, again and again, until `remove` takes its data away. */
export interface BrokerLauncher {
  launch(): Promise<Broker>;
  remove(): Promise<void>;
}

/**
 * The broker that runs already (`npm test` starts one for all specs, KAFKA_BROKERS may name one), else one of its own: from Apache Kafka's jars,
 * else from a container. With `own`, always one of its own, which can be killed. Resolves when it takes connections
 * (3 to 10 s; longer the first time, while Maven fetches 54 MB).
 * @throws Error when there is no way to have one here
 */
export async function startKafka({ own = false }: { own?: boolean } = {}): Promise<TestKafka> {
  const shared = runningKafka();
  if (shared && !own) return sharedBroker(shared);
  const source = kafkaSource({ own: true });
  if (source === undefined) throw new Error(`There is no Apache Kafka here: ${whatKafkaNeeds}.`);
  const folder = await mkdtemp(join(tmpdir(), 'redress-kafka-'));
  const port = await freePort();
  const launcher = source === 'docker' ? brokerFromImage(port) : await brokerFromJars(folder, port, await freePort());
  const remove = async (): Promise<void> => {
    await launcher.remove();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  let broker: Broker;
  try {
    broker = await launcher.launch();
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    brokers: `127.0.0.1:${port}`,
    kill: () => broker.end('kill'),
    restart: async () => {
      await broker.end('kill');
      broker = await launcher.launch();
    },
    stop: async () => {
      await broker.end('stop');
      await remove();
    },
  };
}

function sharedBroker(brokers: string): TestKafka {
  const refuse = (): Promise<void> => Promise.reject(new Error('a shared broker is not killed: startKafka({ own: true })'));
  return { brokers, kill: refuse, restart: refuse, stop: () => Promise.resolve() };
}
