import { allTopics } from '@redress/contracts';
import { codeOf, type Transport } from '@redress/messaging';
import type { Policy } from '@redress/policy';
import { CommandFailed, type Output } from '../output.js';
import { table } from '../table.rules.js';

/** Makes the topics of the contract and one queue for each department. Throws CommandFailed where an existing one has another count. */
export async function applyTopics(
  transport: Transport,
  policy: Policy,
  wish: { partitions: number; replication: number },
  output: Output,
): Promise<void> {
  const changes = await transport.applyTopics(names(policy), wish).catch((error: unknown) => {
    throw new CommandFailed(explain(error, wish.replication));
  });
  const rows = changes.map(({ topic, partitions, change }) => [topic, String(partitions), change]);
  table(['topic', 'partitions', ''], rows).forEach((line) => output.line(line));
  const refused = changes.filter(({ change }) => change === 'refused');
  if (refused.length === 0) return;
  const more = refused.length > 1 ? ` The same goes for ${refused.length - 1} more.` : '';
  throw new CommandFailed(`${refused[0]!.reason ?? 'refused'}${more}`);
}

/** Says of each topic the policy needs whether it is there. Throws CommandFailed where one is missing. */
export async function listTopics(transport: Transport, policy: Policy, output: Output): Promise<void> {
  const needed = names(policy);
  const missing = new Set(await transport.missingTopics(needed));
  const rows = needed.map((topic) => [topic, missing.has(topic) ? 'missing' : 'there']);
  table(['topic', ''], rows).forEach((line) => output.line(line));
  if (missing.size > 0) throw new CommandFailed(`${missing.size} of ${needed.length} topics are missing: run \`redress topics apply\`.`);
}

function names(policy: Policy): string[] {
  return allTopics(policy.departments.map(({ id }) => id));
}

/** kafkajs names the broker's answer in `type`; those of a refused topic stand in `errors`. */
function explain(error: unknown, replication: number): string {
  const { type, errors } = error as { type?: string; errors?: { type?: string }[] };
  const answer = errors?.[0]?.type ?? type ?? codeOf(error) ?? 'no answer';
  if (answer === 'INVALID_REPLICATION_FACTOR')
    return `There are fewer brokers than copies asked for (${replication}): use --replication or TOPIC_REPLICATION.`;
  return `The topics could not be made (${answer}).`;
}
