import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import net from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { kafkaClassPath } from '@redress/testing';
import { freePort } from './processes.mjs';

const count = 3;

/**
 * Starts three Apache Kafka brokers (KRaft, each also a controller) from Apache's jars. All files are below `folder`.
 * Replication factor 3, min.insync.replicas 2, the default timeouts. Returns
 * `{ brokers, kill(number), restart(number), stop() }`.
 */
export async function startBrokers(folder) {
  const classPath = await kafkaClassPath();
  const ports = [];
  const controllers = [];
  for (let number = 1; number <= count; number++) {
    ports.push(await freePort());
    controllers.push(await freePort());
  }
  const directoryIds = ports.map((_, index) => `AAAAAAAAAAAAAAAAAAAA${index + 1}A`);
  const initial = controllers.map((port, index) => `${index + 1}@127.0.0.1:${port}:${directoryIds[index]}`).join(',');
  const running = new Map();

  const launch = async (number) => {
    const port = ports[number - 1];
    const command = ['java', '-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classPath];
    running.set(
      number,
      await guarded([...command, 'kafka.Kafka', settingsOf(folder, number)], join(folder, `broker-${number}.log`)),
    );
    for (const end = performance.now() + 90_000; performance.now() < end; await sleep(100))
      if (await listens(port)) return;
    throw new Error(`Broker ${number} did not start: see ${folder}/broker-${number}.log`);
  };

  for (let number = 1; number <= count; number++) {
    await writeFile(settingsOf(folder, number), properties(folder, number, ports, controllers));
    const format = [
      'kafka.tools.StorageTool',
      'format',
      '-t',
      'MkU3OEVBNTcwNTJENDM2Qk',
      '-c',
      settingsOf(folder, number),
    ];
    await promisify(execFile)('java', [
      '-XX:TieredStopAtLevel=1',
      '-cp',
      classPath,
      ...format,
      '--initial-controllers',
      initial,
    ]);
  }
  const stop = async () => void (await Promise.all([...running.values()].map((broker) => broker.end('SIGKILL'))));
  try {
    await Promise.all(ports.map((_, index) => launch(index + 1)));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    brokers: ports.map((port) => `127.0.0.1:${port}`).join(','),
    kill: (number) => running.get(number).end('SIGKILL'),
    restart: launch,
    stop,
  };
}

const settingsOf = (folder, number) => join(folder, `broker-${number}.properties`);

/**
 * Starts a program that cannot outlive this process: a shell in between reads a pipe that this process holds, and kills
 * the program when the pipe closes.
 */
async function guarded(command, log) {
  const script = `exec 3<&0; log=$1; shift
    "$@" </dev/null >>"$log" 2>&1 3<&- & program=$!
    echo $program
    (cat <&3 >/dev/null; kill -9 $program 2>/dev/null) & guard=$!
    wait $program; kill $guard 2>/dev/null`;
  const shell = spawn('sh', ['-c', script, 'guard', log, ...command], {
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
  const exited = once(shell, 'exit').then(() => (shell.stdin.destroy(), shell.stdout.destroy()));
  const [line] = await once(shell.stdout, 'data');
  return {
    async end(signal) {
      if (shell.exitCode === null) process.kill(Number(line.toString()), signal);
      await exited;
    },
  };
}

function listens(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), resolve(true))).once('error', () => resolve(false));
  });
}

const properties = (folder, number, ports, controllers) => `process.roles=broker,controller
node.id=${number}
controller.quorum.bootstrap.servers=${controllers.map((port) => `127.0.0.1:${port}`).join(',')}
listeners=PLAINTEXT://127.0.0.1:${ports[number - 1]},CONTROLLER://127.0.0.1:${controllers[number - 1]}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=${join(folder, `data-${number}`)}
auto.create.topics.enable=false
default.replication.factor=3
min.insync.replicas=2
offsets.topic.replication.factor=3
offsets.topic.num.partitions=12
transaction.state.log.replication.factor=3
transaction.state.log.min.isr=2
share.coordinator.state.topic.replication.factor=3
share.coordinator.state.topic.min.isr=2
group.initial.rebalance.delay.ms=0
`;
