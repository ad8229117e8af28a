import { codeOf, type Transport } from '@redress/messaging';
import type { DataSource } from 'typeorm';
import { CommandFailed, type Output } from '../output.js';
import { onOneLine } from '../queue/printable.rules.js';
import { table } from '../table.rules.js';
import { readinessOf } from './readiness.js';
import { backlogs } from './schemas.js';

export interface StatusSources {
  /** Staff ports to ask. */
  addresses: readonly string[];
  transport(): Promise<Transport>;
  database(): Promise<DataSource>;
}

/**
 * How the installation stands: services, lag of each group, what is parked, what still waits to leave. Numbers only, never content.
 * Throws CommandFailed at the end where something needs a person.
 */
export async function showStatus(sources: StatusSources, output: Output): Promise<void> {
  const troubles: string[] = [];
  await section(output, troubles, 'services', async () => {
    const all = await readinessOf(sources.addresses);
    for (const { at, state } of all) if (state !== 'ready') troubles.push(`${at} ${state}`);
    return all.flatMap(({ at, state, parts }) => [`${at}  ${state}`, ...parts.map((part) => `  ${onOneLine(part)}`)]);
  });
  await section(output, troubles, 'reading', async () => {
    const lags = await (await sources.transport()).lag();
    return lags.length === 0
      ? ['no group has read anything yet']
      : table(
          ['group', 'lag'],
          lags.map(({ group, lag }) => [group, String(lag)]),
        );
  });
  await section(output, troubles, "services' tables", async () => {
    const all = await backlogs(await sources.database());
    for (const { service, parked, refused } of all) {
      if (parked > 0) troubles.push(`${service}: ${parked} parked (redress parked list)`);
      if (refused > 0) troubles.push(`${service}: ${refused} refused by the carrier (redress topics list)`);
    }
    const rows = all.map(({ service, waiting, oldestSeconds, refused, parked }) => [
      service,
      String(waiting),
      `${oldestSeconds} s`,
      String(refused),
      String(parked),
    ]);
    return all.length === 0 ? ['no service has made its tables yet'] : table(['service', 'waiting to leave', 'oldest', 'refused', 'parked'], rows);
  });
  if (troubles.length > 0) throw new CommandFailed(`Needs a look: ${troubles.join('; ')}.`);
}

async function section(output: Output, troubles: string[], title: string, read: () => Promise<string[]>): Promise<void> {
  output.line(title);
  try {
    (await read()).forEach((line) => output.line(`  ${line}`));
  } catch (error) {
    const words = error instanceof CommandFailed ? error.message : `could not be read (${codeOf(error) ?? 'unknown'})`;
    output.line(`  ${words}`);
    troubles.push(`${title}: ${words.replace(/\.$/, '')}`);
  }
  output.line('');
}
