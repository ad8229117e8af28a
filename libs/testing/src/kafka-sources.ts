import { execFile, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The release the specs run against. */
export const kafkaVersion = '4.3.0';
export const kafkaImage = `apache/kafka:${kafkaVersion}`;

const workspace = fileURLToPath(new URL('../../..', import.meta.url));
const jars = join(workspace, 'node_modules', '.cache', 'redress-kafka', kafkaVersion);

/** Where a broker can come from on this machine. */
export type KafkaSource = 'running' | 'java' | 'docker';

/**
 * The broker `npm test` started for all specs (its own variable, because KAFKA_BROKERS would also turn the services the
 * specs start to Kafka), else the one KAFKA_BROKERS names.
 */
export const runningKafka = (): string | undefined => process.env.KAFKA_BROKERS_FOR_TESTS || process.env.KAFKA_BROKERS || undefined;

/** The first that is to be had of: a broker that runs already (unless it must be one's own), Apache Kafka's jars with Java, a container. */
export function kafkaSource({ own = false }: { own?: boolean } = {}): KafkaSource | undefined {
  // `npm test` tried and found that none of the ways works, for example because Maven reaches no registry.
  if (process.env.KAFKA_FOR_TESTS === 'none') return undefined;
  if (runningKafka() !== undefined && !own) return 'running';
  if (onPath('java') && (hasJars() || onPath('mvn')) && javaVersion() >= 17) return 'java';
  if (onPath('docker') && spawnSync('docker', ['image', 'inspect', kafkaImage], { stdio: 'ignore', timeout: 10_000 }).status === 0) return 'docker';
  return undefined;
}

/** What to tell somebody whose machine has none of them. */
export const whatKafkaNeeds = `set KAFKA_BROKERS, or install Java 17 and Maven, or pull the image ${kafkaImage}`;

/**
 * The class path of Apache Kafka. Maven fetches the jars (54 MB) once; they are put into node_modules/.cache by one rename.
 * @throws Error with Maven's last lines
 */
export async function kafkaClassPath(): Promise<string> {
  if (!hasJars()) {
    const unfinished = `${jars}.${process.pid}`;
    await mkdir(unfinished, { recursive: true });
    const pom = join(workspace, 'deploy', 'test', 'kafka', 'pom.xml');
    await promisify(execFile)('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${unfinished}`], {
      timeout: 300_000,
    }).catch((error: { stdout?: string; stderr?: string }) => {
      throw new Error(`Maven could not fetch Apache Kafka:\n${`${error.stdout ?? ''}${error.stderr ?? ''}`.slice(-2_000)}`, { cause: error });
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
