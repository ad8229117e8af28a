import type { Language } from '@redress/contracts';
import type { Transport } from '@redress/messaging';
import { CommandFailed, type Output } from '../output.js';
import { onOneLine } from '../queue/printable.rules.js';
import { table } from '../table.rules.js';
import { groupWords } from './group-words.js';

/**
 * Lists the groups that read topics, with live members, lag and (UTC) when a member was last seen; `-` where that is
 * not known.
 */
export async function listGroups(transport: Transport, language: Language, output: Output): Promise<void> {
  const words = groupWords[language];
  const groups = await transport.groups();
  if (groups.length === 0) return output.line(words.none);
  const rows = groups.map(({ group, topic, members, lag, lastSeen }) => [
    onOneLine(group),
    onOneLine(topic),
    String(members),
    String(lag),
    lastSeen?.toISOString() ?? '-',
  ]);
  table(words.heading, rows).forEach((line) => output.line(line));
}

/**
 * Deletes a group that is no longer used.
 * @throws CommandFailed if a member is alive or the group does not exist
 */
export async function dropGroup(
  transport: Transport,
  group: string,
  language: Language,
  output: Output,
): Promise<void> {
  const words = groupWords[language];
  const result = await transport.dropGroup(group);
  if (result === 'dropped') return output.line(words.dropped(onOneLine(group)));
  throw new CommandFailed(result === 'in-use' ? words.inUse(onOneLine(group)) : words.unknown(onOneLine(group)));
}
