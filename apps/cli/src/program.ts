import { languages, type Language } from '@redress/contracts';
import type { Environment } from '@redress/runtime';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { Connections } from './connection/connections.js';
import { dropGroup, listGroups } from './groups/groups.js';
import type { Output } from './output.js';
import { dropParked, listParked, readParkedName, replayParked, showParked } from './parked/parked.js';
import { checkPolicy } from './policy/check-policy.js';
import { openPolicy } from './policy/open-policy.js';
import { trainPolicy } from './policy/train-policy.js';
import { replyNames, sendReply, type ReplyFields, type ReplyName } from './queue/send-reply.js';
import { tailQueue } from './queue/tail-queue.js';
import { showStatus } from './status/show-status.js';
import { applyTopics, listTopics } from './topics/topics.js';

interface ProgramOptions {
  environment: Environment;
  output: Output;
  /** Ends commands that run until they are stopped. */
  signal: AbortSignal;
}

/** All commands. `parseAsync` rejects with CommandFailed if a command fails, and with ConfigError for a variable. */
export function program({ environment, output, signal }: ProgramOptions): Command {
  const root = new Command('redress').description(
    'Operates Redress. Finds the services through KAFKA_BROKERS and DATABASE_URL, or a running `npm start`.',
  );
  const language = () =>
    new Option('--language <language>', 'language of the output').choices(languages).default(languageOf(environment));
  const connected = async (work: (connections: Connections) => Promise<void>): Promise<void> => {
    const connections = new Connections(environment);
    try {
      await work(connections);
    } finally {
      await connections.close();
    }
  };

  const queue = root.command('queue').description('read the work orders of a department, and reply to them');
  queue
    .command('tail <department>')
    .description('print the last work orders of a department, then new ones as they arrive')
    .option('--from-beginning', 'print all work orders that the queue still contains')
    .option('--last <count>', 'number of existing work orders to print', wholeNumber, 10)
    .option('--json', 'print one CloudEvents JSON document per line, as stored in the queue')
    .addOption(language())
    .action(
      (department: string, options: { fromBeginning?: boolean; last: number; json?: boolean; language: Language }) =>
        connected(async (connections) => {
          const transport = await connections.transport();
          const policy = await openPolicy(connections.config.POLICY_DIR);
          const { fromBeginning = false, json = false } = options;
          await tailQueue(transport, policy, { ...options, department, fromBeginning, json, signal }, output);
        }),
    );

  queue
    .command('reply')
    .description('reply to a work order, as the system of the department does')
    .argument('<department>')
    .argument('<complaint>', 'number or id of the complaint')
    .addArgument(new Argument('<reply>').choices(replyNames))
    .option('--work-order <id>', 'default: the first work order of the complaint')
    .option('--by <name>', 'who replies')
    .option('--reason <text>', 'refused: why')
    .option('--right-department <id>', 'refused: whose business it is, if known')
    .option('--right-unit <id>', 'refused: the unit, if known')
    .option('--for-customer <text>', 'progressed, answered: what the customer is told')
    .option('--note <text>', 'progressed: for the complaint office only')
    .option('--cause <text>', 'answered')
    .option('--solution <text>', 'answered')
    .option('--prevention <text>', 'answered')
    .action((department: string, complaint: string, name: ReplyName, fields: ReplyFields) =>
      connected((connections) =>
        sendReply(
          { transport: () => connections.transport(), database: () => connections.database() },
          { department, complaint, name, fields },
          output,
        ),
      ),
    );

  root
    .command('status')
    .description('show services, consumer lag, parked events and unpublished events')
    .option('--at <address...>', 'addresses of OPS_PORT to ask, as http://127.0.0.1:3002')
    .action((options: { at?: string[] }) =>
      connected((connections) => {
        const { OPS_HOST, OPS_PORT } = connections.config;
        const host = ['0.0.0.0', '::'].includes(OPS_HOST) ? '127.0.0.1' : OPS_HOST;
        const here = `http://${host.includes(':') ? `[${host}]` : host}:${OPS_PORT}`;
        return showStatus(
          {
            addresses: options.at ?? [here],
            transport: () => connections.transport(),
            database: () => connections.database(),
          },
          output,
        );
      }),
    );

  const topics = root
    .command('topics')
    .description('list and create the topics of the events and the queues of the departments');
  topics
    .command('apply')
    .description('create missing topics; existing partition counts never change')
    .option('--partitions <count>', 'partitions of new topics (default: TOPIC_PARTITIONS)', wholeNumber)
    .option('--replication <count>', 'replicas of new topics (default: TOPIC_REPLICATION)', wholeNumber)
    .action((options: { partitions?: number; replication?: number }) =>
      connected(async (connections) => {
        const { POLICY_DIR, TOPIC_PARTITIONS, TOPIC_REPLICATION } = connections.config;
        const wanted = {
          partitions: options.partitions ?? TOPIC_PARTITIONS,
          replication: options.replication ?? TOPIC_REPLICATION,
        };
        await applyTopics(await connections.transport(), await openPolicy(POLICY_DIR), wanted, output);
      }),
    );
  topics
    .command('list')
    .description('list required topics and whether they exist')
    .action(() =>
      connected(async (connections) =>
        listTopics(await connections.transport(), await openPolicy(connections.config.POLICY_DIR), output),
      ),
    );

  const groups = root.command('groups').description('list the consumer groups, and delete one that is no longer used');
  groups
    .command('list')
    .description('list the groups with live members, consumer lag and the time a member was last seen')
    .addOption(language())
    .action((options: { language: Language }) =>
      connected(async (connections) => listGroups(await connections.transport(), options.language, output)),
    );
  groups
    .command('drop <group>')
    .description('delete a group and its offsets; refused while a member is alive')
    .addOption(language())
    .action((group: string, options: { language: Language }) =>
      connected(async (connections) => dropGroup(await connections.transport(), group, options.language, output)),
    );

  const policy = root.command('policy').description('check a policy folder, and learn its examples');
  policy
    .command('check <folder>')
    .description('check a policy folder and report every problem with file and line')
    .addOption(language())
    .action((folder: string, options: { language: Language }) => checkPolicy(folder, options.language, output));
  policy
    .command('train <folder> [cases]')
    .description('learn the examples of a policy folder and print how good it is; cases: a CSV file with text,category')
    .action((folder: string, cases: string | undefined) => trainPolicy(folder, cases, output));

  const parked = root
    .command('parked')
    .description('list, show, replay and drop events that a service could not handle');
  parked
    .command('list')
    .description('list parked events with origin and reason, without content')
    .action(() => connected(async (connections) => listParked(await connections.database(), output)));
  parked
    .command('show <event>')
    .description('show a parked event with its content, for example routing/12')
    .action((event: string) =>
      connected(async (connections) => showParked(await connections.database(), readParkedName(event), output)),
    );
  parked
    .command('replay <event>')
    .description('request that the service handles the event again')
    .action((event: string) =>
      connected(async (connections) => replayParked(await connections.database(), readParkedName(event), output)),
    );
  parked
    .command('drop <event>')
    .description('drop the event permanently; its content is deleted')
    .requiredOption('--reason <reason>', 'reason, which is kept')
    .action((event: string, options: { reason: string }) =>
      connected(async (connections) =>
        dropParked(await connections.database(), readParkedName(event), options.reason, output),
      ),
    );
  return root;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}

/** The language of the terminal (POSIX: LC_ALL before LC_MESSAGES before LANG). */
function languageOf({ LC_ALL, LC_MESSAGES, LANG }: Environment): Language {
  const set = LC_ALL || LC_MESSAGES || LANG || '';
  if (/^zh_(TW|HK|MO)/.test(set)) return 'zh-TW';
  return set.startsWith('zh') ? 'zh-CN' : 'en';
}
