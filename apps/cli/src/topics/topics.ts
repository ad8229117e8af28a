import { allTopics } from '@redress/contracts';
import { reasonOf } from '@redress/database';
import type { Transport } from '@redress/messaging';
import type { Policy } from '@redress/policy';
import { CommandFailed, type Output } from '../output.js';
import { table } from '../table.rules.js';

/**
 * Creates the topics of the events and a queue for each department.
 * @throws CommandFailed if an existing topic has another partition count, or if the broker refuses
 */
export async function applyTopics(
  transport: Transport,
  policy: Policy,
  wanted: { partitions: number; replication: number },
  output: Output,
): Promise<void> {
  const changes = await transport.applyTopics(names(policy), wanted).catch((error: unknown) => {
    throw new CommandFailed(explain(error, wanted.replication));
  });
  const rows = changes.map(({ topic, partitions, change }) => [topic, String(partitions), change]);
  table(['topic', 'partitions', ''], rows).forEach((line) => output.line(line));
  const refused = changes.filter(({ change }) => change === 'refused');
  if (refused.length === 0) return;
  const more = refused.length > 1 ? ` The same applies to ${refused.length - 1} more.` : '';
  throw new CommandFailed(`${refused[0]!.reason ?? 'refused'}${more}`);
}

/** Prints for each topic that the policy needs whether it exists. @throws CommandFailed if one is missing */
export async function listTopics(transport: Transport, policy: Policy, output: Output): Promise<void> {
  const needed = names(policy);
  const missing = new Set(await transport.missingTopics(needed));
  const rows = needed.map((topic) => [topic, missing.has(topic) ? 'missing' : 'exists']);
  table(['topic', ''], rows).forEach((line) => output.line(line));
  if (missing.size > 0)
    throw new CommandFailed(`${missing.size} of ${needed.length} topics are missing: run \`redress topics apply\`.`);
}

function names(policy: Policy): string[] {
  return allTopics(policy.departments.map(({ id }) => id));
}

function explain(error: unknown, replication: number): string {
  const code = reasonOf(error);
  if (code === 'INVALID_REPLICATION_FACTOR')
    return `There are fewer than ${replication} brokers: set a lower --replication or TOPIC_REPLICATION.`;
  return `The topics could not be created (${code}).`;
}
