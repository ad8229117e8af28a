import { execFile, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The release that the specs use. */
const kafkaVersion = '4.3.0';
export const kafkaImage = `apache/kafka:${kafkaVersion}`;

const workspace = fileURLToPath(new URL('../../..', import.meta.url));
const jars = join(workspace, 'node_modules', '.cache', 'redress-kafka', kafkaVersion);

/** How a broker can be provided on this machine. */
type KafkaSource = 'running' | 'java' | 'docker';

/**
 * The broker that `npm test` started for all specs, or the one that KAFKA_BROKERS names. `npm test` uses a variable of
 * its own because KAFKA_BROKERS would also make the services that specs start use Kafka.
 */
export const runningKafka = (): string | undefined =>
  process.env.KAFKA_BROKERS_FOR_TESTS || process.env.KAFKA_BROKERS || undefined;

/**
 * The first possible of: a running broker (unless `own`), Apache Kafka's jars with Java, a container. Undefined: none.
 */
export function kafkaSource({ own = false }: { own?: boolean } = {}): KafkaSource | undefined {
  // Set by `npm test` after it failed to start a broker, for example because Maven cannot reach a registry.
  if (process.env.KAFKA_FOR_TESTS === 'none') return undefined;
  if (runningKafka() !== undefined && !own) return 'running';
  if (onPath('java') && (hasJars() || onPath('mvn')) && javaVersion() >= 17) return 'java';
  if (
    onPath('docker') &&
    spawnSync('docker', ['image', 'inspect', kafkaImage], { stdio: 'ignore', timeout: 10_000 }).status === 0
  )
    return 'docker';
  return undefined;
}

/** What to do on a machine where none of them is possible. */
export const whatKafkaNeeds = `set KAFKA_BROKERS, or install Java 17 and Maven, or pull the image ${kafkaImage}`;

/**
 * The class path of Apache Kafka. Maven downloads the jars (54 MB) once; one rename moves them to node_modules/.cache.
 * @throws Error with the end of Maven's output
 */
export async function kafkaClassPath(): Promise<string> {
  if (!hasJars()) {
    const unfinished = `${jars}.${process.pid}`;
    await mkdir(unfinished, { recursive: true });
    const pom = join(workspace, 'deploy', 'test', 'kafka', 'pom.xml');
    await promisify(execFile)(
      'mvn',
      ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${unfinished}`],
      {
        timeout: 300_000,
      },
    ).catch((error: { stdout?: string; stderr?: string }) => {
      throw new Error(
        `Maven could not download Apache Kafka:\n${`${error.stdout ?? ''}${error.stderr ?? ''}`.slice(-2_000)}`,
        { cause: error },
      );
    });
    await rename(unfinished, jars).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  return join(jars, '*');
}

const hasJars = (): boolean => existsSync(jars) && readdirSync(jars).some((name) => name.startsWith('kafka_2.13-'));

function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function javaVersion(): number {
  const { stderr } = spawnSync('java', ['-version'], { encoding: 'utf8', timeout: 20_000 });
  return Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0);
}
