import { ParkedEvents } from '@redress/messaging';
import type { DataSource } from 'typeorm';
import { CommandFailed, type Output } from '../output.js';
import { onOneLine } from '../queue/printable.rules.js';
import { table } from '../table.rules.js';
import { serviceSchemas } from '../status/schemas.js';

/** Names a parked event by service and number: `routing/12`. */
interface ParkedName {
  schema: string;
  id: number;
}

/** @throws CommandFailed if the text is not a service and a number */
export function readParkedName(text: string): ParkedName {
  const [, service, id] = /^([a-z][a-z0-9-]*)\/([1-9]\d{0,14})$/.exec(text) ?? [];
  if (!service || !id)
    throw new CommandFailed('Name a parked event as `redress parked list` shows it, for example routing/12.');
  return { schema: service.replaceAll('-', '_'), id: Number(id) };
}

/** Lists the parked events of all services with origin and reason, without content. */
export async function listParked(dataSource: DataSource, output: Output): Promise<void> {
  const rows: string[][] = [];
  for (const schema of await serviceSchemas(dataSource)) {
    for (const event of await new ParkedEvents(dataSource, schema).list(1_000)) {
      const place = `${event.topic}/${event.partition}/${event.offset}`;
      rows.push([
        `${serviceOf(schema)}/${event.id}`,
        event.reason,
        event.parkedAt.toISOString(),
        event.group,
        place,
        event.replayWanted ? 'replay requested' : '',
      ]);
    }
  }
  if (rows.length === 0) return output.line('No events are parked.');
  table(['event', 'reason', 'parked at', 'group', 'topic/partition/offset', ''], rows).forEach((line) =>
    output.line(line),
  );
}

/** Prints one event with its headers, its content and the stack of the error. */
export async function showParked(dataSource: DataSource, name: ParkedName, output: Output): Promise<void> {
  const shown = await (await parkedOf(dataSource, name)).show(name.id);
  if (!shown) throw notParked(name);
  for (const [header, value] of Object.entries(shown.headers)) output.line(onOneLine(`${header}: ${value}`));
  output.line(onOneLine(shown.value.toString('utf8')));
  output.line(shown.stack);
}

/** Requests that the service handles the event again. */
export async function replayParked(dataSource: DataSource, name: ParkedName, output: Output): Promise<void> {
  if (!(await (await parkedOf(dataSource, name)).wantReplay(name.id))) throw notParked(name);
  output.line(`${serviceOf(name.schema)} handles it again as soon as it runs. If it fails again, it is parked again.`);
}

/** Drops the event permanently: its content is deleted, the reason is kept. */
export async function dropParked(
  dataSource: DataSource,
  name: ParkedName,
  reason: string,
  output: Output,
): Promise<void> {
  if (reason.trim() === '') throw new CommandFailed('To drop an event, give a reason: --reason "…".');
  if (!(await (await parkedOf(dataSource, name)).drop(name.id, reason))) throw notParked(name);
  output.line('Dropped. The content is deleted, the reason is kept.');
}

async function parkedOf(dataSource: DataSource, { schema }: ParkedName): Promise<ParkedEvents> {
  const known = await serviceSchemas(dataSource);
  if (!known.includes(schema)) {
    const names = known.map(serviceOf).join(', ') || 'none yet';
    throw new CommandFailed(`There is no service "${serviceOf(schema)}" in this database. Known: ${names}.`);
  }
  return new ParkedEvents(dataSource, schema);
}

function notParked({ schema, id }: ParkedName): CommandFailed {
  return new CommandFailed(`${serviceOf(schema)}/${id} is not parked.`);
}

function serviceOf(schema: string): string {
  return schema.replaceAll('_', '-');
}
