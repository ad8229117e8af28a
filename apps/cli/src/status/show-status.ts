import { reasonOf } from '@redress/database';
import type { Transport } from '@redress/messaging';
import type { DataSource } from 'typeorm';
import { CommandFailed, type Output } from '../output.js';
import { onOneLine } from '../queue/printable.rules.js';
import { table } from '../table.rules.js';
import { readinessOf } from './readiness.js';
import { backlogs } from './schemas.js';

interface StatusSources {
  /** The base URLs whose `/readyz` is requested. */
  addresses: readonly string[];
  transport(): Promise<Transport>;
  database(): Promise<DataSource>;
}

/**
 * Prints the state of the installation: services, lag of each group, unpublished and parked events. Numbers only, never
 * content.
 * @throws CommandFailed at the end if something needs attention
 */
export async function showStatus(sources: StatusSources, output: Output): Promise<void> {
  const problems: string[] = [];
  await section(output, problems, 'services', async () => {
    const all = await readinessOf(sources.addresses);
    for (const { at, state } of all) if (state !== 'ready') problems.push(`${at} ${state}`);
    return all.flatMap(({ at, state, parts }) => [`${at}  ${state}`, ...parts.map((part) => `  ${onOneLine(part)}`)]);
  });
  await section(output, problems, 'consumer groups', async () => {
    const lags = await (await sources.transport()).lag();
    return lags.length === 0
      ? ['no group has committed an offset yet']
      : table(
          ['group', 'lag'],
          lags.map(({ group, lag }) => [group, String(lag)]),
        );
  });
  await section(output, problems, "services' tables", async () => {
    const all = await backlogs(await sources.database());
    for (const { service, parked, refused } of all) {
      if (parked > 0) problems.push(`${service}: ${parked} parked (redress parked list)`);
      if (refused > 0) problems.push(`${service}: ${refused} refused by the broker (redress topics list)`);
    }
    const rows = all.map(({ service, waiting, oldestSeconds, refused, parked }) => [
      service,
      String(waiting),
      `${oldestSeconds} s`,
      String(refused),
      String(parked),
    ]);
    return all.length === 0
      ? ['no service has created its tables yet']
      : table(['service', 'unpublished', 'oldest', 'refused', 'parked'], rows);
  });
  if (problems.length > 0) throw new CommandFailed(`Needs attention: ${problems.join('; ')}.`);
}

async function section(
  output: Output,
  problems: string[],
  title: string,
  read: () => Promise<string[]>,
): Promise<void> {
  output.line(title);
  try {
    (await read()).forEach((line) => output.line(`  ${line}`));
  } catch (error) {
    const message = error instanceof CommandFailed ? error.message : `could not be read (${reasonOf(error)})`;
    output.line(`  ${message}`);
    problems.push(`${title}: ${message.replace(/\.$/, '')}`);
  }
  output.line('');
}
