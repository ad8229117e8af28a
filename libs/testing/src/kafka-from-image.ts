import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BrokerLauncher } from './kafka-broker.js';
import { kafkaImage } from './kafka-sources.js';
import { untilItListens } from './until-it-listens.js';

const docker = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)('docker', args, { timeout: 60_000 })).stdout;

/** A broker in a container, reachable on `port` of 127.0.0.1. */
export function brokerFromImage(port: number): BrokerLauncher {
  const name = `redress-kafka-${process.pid}-${port}`;
  const environment = {
    KAFKA_NODE_ID: '1',
    KAFKA_PROCESS_ROLES: 'broker,controller',
    KAFKA_LISTENERS: `PLAINTEXT://:${port},CONTROLLER://:9093`,
    KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
    KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
    KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
    KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
    KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
  };
  let created = false;
  return {
    launch: async () => {
      if (created) await docker('start', name);
      else {
        const variables = Object.entries(environment).flatMap(([key, value]) => ['-e', `${key}=${value}`]);
        await docker('run', '-d', '--name', name, '-p', `127.0.0.1:${port}:${port}`, ...variables, kafkaImage);
      }
      created = true;
      // Docker's own proxy listens at once; whether the broker has started is only in its log.
      await untilItListens(
        port,
        () => false,
        60_000,
        () => docker('logs', '--tail', '20', name),
      );
      await untilStarted(name);
      return { end: async (how) => void (await docker(how === 'kill' ? 'kill' : 'stop', name)) };
    },
    remove: async () => {
      if (created) await docker('rm', '-f', '-v', name);
    },
  };
}

async function untilStarted(name: string): Promise<void> {
  const { StartedAt: since } = JSON.parse(await docker('inspect', '--format', '{{json .State}}', name)) as {
    StartedAt: string;
  };
  for (const end = performance.now() + 60_000; performance.now() < end;) {
    const { stdout, stderr } = await promisify(execFile)('docker', ['logs', '--since', since, name]);
    if (`${stdout}${stderr}`.includes('Kafka Server started')) return;
  }
  throw new Error(`the container ${name} did not start Kafka`);
}
