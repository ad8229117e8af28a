import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import type { Broker } from './kafka-broker.js';
import { brokerFromImage } from './kafka-from-image.js';
import { brokerFromJars } from './kafka-from-jars.js';
import { kafkaSource, runningKafka, whatKafkaNeeds } from './kafka-sources.js';

/** An Apache Kafka broker without topics. Other specs may use it too: give topics and groups unique names. */
export interface TestKafka {
  /** `127.0.0.1:port` */
  readonly brokers: string;
  /** Kills the broker with SIGKILL (own brokers only). */
  kill(): Promise<void>;
  /** Kills the broker unless it is down, and starts it on the same port with the same data. */
  restart(): Promise<void>;
  /** Stops the broker and deletes its data; does nothing to a shared broker. */
  stop(): Promise<void>;
}

/**
 * Uses the broker that already runs (`npm test` starts one for all specs; KAFKA_BROKERS may name one), or starts one
 * from Apache Kafka's jars or from a container. With `own`, it always starts one, which can be killed. Resolves when
 * the broker accepts connections (3 to 10 s; the first time longer, because Maven downloads 54 MB).
 * @throws Error if no broker can be started on this machine
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
  const refuse = (): Promise<void> =>
    Promise.reject(new Error('a shared broker cannot be killed: use startKafka({ own: true })'));
  return { brokers, kill: refuse, restart: refuse, stop: () => Promise.resolve() };
}
