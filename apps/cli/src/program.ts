import { languages, type Language } from '@redress/contracts';
import type { Environment } from '@redress/runtime';
import { Command, InvalidArgumentError, Option } from 'commander';
import { Connections } from './carrier/connections.js';
import type { Output } from './output.js';
import { dropParked, listParked, readParkedName, replayParked, showParked } from './parked/parked.js';
import { checkPolicy } from './policy/check-policy.js';
import { openPolicy } from './policy/open-policy.js';
import { tailQueue } from './queue/tail-queue.js';
import { showStatus } from './status/show-status.js';
import { applyTopics, listTopics } from './topics/topics.js';

export interface World {
  environment: Environment;
  output: Output;
  /** Ends what would go on for ever. */
  signal: AbortSignal;
}

/** All commands. An action throws CommandFailed where it did not work. */
export function program({ environment, output, signal }: World): Command {
  const root = new Command('redress').description(
    "The operator's hand. Finds the services as they find each other: KAFKA_BROKERS, DATABASE_URL, else a running `npm start`.",
  );
  const language = () => new Option('--language <language>', 'of what is printed').choices(languages).default(languageOf(environment));
  const connected = async (work: (connections: Connections) => Promise<void>): Promise<void> => {
    const connections = new Connections(environment);
    try {
      await work(connections);
    } finally {
      await connections.close();
    }
  };

  const queue = root.command('queue').description('what departments are given to do');
  queue
    .command('tail <department>')
    .description("prints a department's work orders as they come, after the last few")
    .option('--from-beginning', 'all that the queue still has')
    .option('--last <count>', 'how many of those that are already there', whole, 10)
    .option('--json', 'one CloudEvents JSON a line, as it lies in the queue')
    .addOption(language())
    .action((department: string, options: { fromBeginning?: boolean; last: number; json?: boolean; language: Language }) =>
      connected(async (connections) => {
        const transport = await connections.transport();
        const policy = await openPolicy(connections.config.POLICY_DIR);
        const { fromBeginning = false, json = false } = options;
        await tailQueue(transport, policy, { ...options, department, fromBeginning, json, signal }, output);
      }),
    );

  root
    .command('status')
    .description('services, lag, parked events, events waiting to leave')
    .option('--at <address...>', 'staff ports to ask, as http://127.0.0.1:3001')
    .action((options: { at?: string[] }) =>
      connected((connections) => {
        const { STAFF_HOST, STAFF_PORT } = connections.config;
        const here = `http://${['0.0.0.0', '::'].includes(STAFF_HOST) ? '127.0.0.1' : STAFF_HOST}:${STAFF_PORT}`;
        return showStatus(
          { addresses: options.at ?? [here], transport: () => connections.transport(), database: () => connections.database() },
          output,
        );
      }),
    );

  const topics = root.command('topics').description('topics of the contract and one queue for each department');
  topics
    .command('apply')
    .description('makes what is missing; counts of existing ones never change')
    .option('--partitions <count>', 'TOPIC_PARTITIONS unless told', whole)
    .option('--replication <count>', 'TOPIC_REPLICATION unless told', whole)
    .action((options: { partitions?: number; replication?: number }) =>
      connected(async (connections) => {
        const { POLICY_DIR, TOPIC_PARTITIONS, TOPIC_REPLICATION } = connections.config;
        const wish = { partitions: options.partitions ?? TOPIC_PARTITIONS, replication: options.replication ?? TOPIC_REPLICATION };
        await applyTopics(await connections.transport(), await openPolicy(POLICY_DIR), wish, output);
      }),
    );
  topics
    .command('list')
    .description('which are there and which are missing')
    .action(() =>
      connected(async (connections) => listTopics(await connections.transport(), await openPolicy(connections.config.POLICY_DIR), output)),
    );

  root
    .command('policy')
    .description('the policy folder')
    .command('check <folder>')
    .description('says whether it can be used, and if not, what is wrong and where')
    .addOption(language())
    .action((folder: string, options: { language: Language }) => checkPolicy(folder, options.language, output));

  const parked = root.command('parked').description('events a service could not handle and has set aside');
  parked
    .command('list')
    .description('where they came from and why; no content')
    .action(() => connected(async (connections) => listParked(await connections.database(), output)));
  parked
    .command('show <event>')
    .description('one with its content, as routing/12')
    .action((event: string) => connected(async (connections) => showParked(await connections.database(), readParkedName(event), output)));
  parked
    .command('replay <event>')
    .description('asks its service to take it again')
    .action((event: string) => connected(async (connections) => replayParked(await connections.database(), readParkedName(event), output)));
  parked
    .command('drop <event>')
    .description('gives up on it; the content is blanked')
    .requiredOption('--reason <reason>', 'kept on the record')
    .action((event: string, options: { reason: string }) =>
      connected(async (connections) => dropParked(await connections.database(), readParkedName(event), options.reason, output)),
    );
  return root;
}

function whole(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('A whole number.');
  return Number(text);
}

/** As the terminal is set (POSIX: LC_ALL before LC_MESSAGES before LANG). */
function languageOf({ LC_ALL, LC_MESSAGES, LANG }: Environment): Language {
  const set = LC_ALL || LC_MESSAGES || LANG || '';
  if (/^zh_(TW|HK|MO)/.test(set)) return 'zh-TW';
  return set.startsWith('zh') ? 'zh-CN' : 'en';
}
