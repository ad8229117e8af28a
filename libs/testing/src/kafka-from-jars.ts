import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Broker, BrokerLauncher } from './kafka-broker.js';
import { kafkaClassPath } from './kafka-sources.js';
import { untilItListens } from './until-it-listens.js';

/** Broker and controller in one JVM (KRaft, about 350 MB); all files are below `folder`. */
export async function brokerFromJars(folder: string, port: number, controllerPort: number): Promise<BrokerLauncher> {
  const classPath = await kafkaClassPath();
  const settings = join(folder, 'server.properties');
  const log = join(folder, 'broker.log');
  await writeFile(settings, properties(join(folder, 'data'), port, controllerPort));
  const format = ['kafka.tools.StorageTool', 'format', '-t', 'cmVkcmVzcy10ZXN0cy0wMQ', '-c', settings, '--standalone'];
  await promisify(execFile)('java', ['-XX:TieredStopAtLevel=1', '-cp', classPath, ...format]);
  const start = ['java', '-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', '-cp', classPath, 'kafka.Kafka', settings];
  return {
    launch: async () => {
      const broker = await runGuarded(start, log);
      const endOfLog = async (): Promise<string> => (await readFile(log, 'utf8')).slice(-2_000);
      await untilItListens(port, broker.hasEnded, 60_000, endOfLog).catch(async (error: unknown) => {
        await broker.end('kill');
        throw error;
      });
      return broker;
    },
    remove: () => Promise.resolve(),
  };
}

/**
 * Runs a program that cannot outlive this process: a shell in between reads a pipe from us and kills the program when
 * the pipe is closed, which also happens when we are killed.
 */
async function runGuarded(command: string[], log: string): Promise<Broker & { hasEnded: () => boolean }> {
  const script = `exec 3<&0; log=$1; shift
    "$@" </dev/null >>"$log" 2>&1 3<&- & program=$!
    echo $program
    (cat <&3 >/dev/null; kill -9 $program 2>/dev/null) & guard=$!
    wait $program; kill $guard 2>/dev/null`;
  // In its own process group, so that Ctrl-C reaches only us and we stop things in our own order.
  const shell = spawn('sh', ['-c', script, 'guard', log, ...command], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  let ended = false;
  const exited = once(shell, 'exit').then(() => {
    ended = true;
    shell.stdin.destroy();
    shell.stdout.destroy();
  });
  const [line] = (await once(shell.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  return {
    hasEnded: () => ended,
    end: async (how) => {
      if (ended) return;
      process.kill(pid, how === 'kill' ? 'SIGKILL' : 'SIGTERM');
      const killTimer = setTimeout(() => process.kill(pid, 'SIGKILL'), 15_000);
      await exited;
      clearTimeout(killTimer);
    },
  };
}

const properties = (data: string, port: number, controllerPort: number): string => `process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=${data}
auto.create.topics.enable=false
default.replication.factor=1
min.insync.replicas=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=250
`;
