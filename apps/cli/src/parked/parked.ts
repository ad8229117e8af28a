import { ParkedEvents } from '@redress/messaging';
import type { DataSource } from 'typeorm';
import { CommandFailed, type Output } from '../output.js';
import { onOneLine } from '../queue/printable.rules.js';
import { table } from '../table.rules.js';
import { serviceSchemas } from '../status/schemas.js';

/** Parked events are numbered within their service: `routing/12`. */
export interface ParkedName {
  schema: string;
  id: number;
}

export function readParkedName(text: string): ParkedName {
  const [, service, id] = /^([a-z][a-z0-9-]*)\/([1-9]\d{0,14})$/.exec(text) ?? [];
  if (!service || !id) throw new CommandFailed('A parked event is named as in `redress parked list`: routing/12.');
  return { schema: service.replaceAll('-', '_'), id: Number(id) };
}

/** Lists what services have set aside: where it came from and why, never what is in it. */
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
        event.replayWanted ? 'replay wanted' : '',
      ]);
    }
  }
  if (rows.length === 0) return output.line('Nothing is parked.');
  table(['event', 'reason', 'parked at', 'group', 'topic/partition/offset', ''], rows).forEach((line) => output.line(line));
}

/** Shows one with its content. */
export async function showParked(dataSource: DataSource, name: ParkedName, output: Output): Promise<void> {
  const shown = await (await parkedOf(dataSource, name)).show(name.id);
  if (!shown) throw notThere(name);
  for (const [header, value] of Object.entries(shown.headers)) output.line(onOneLine(`${header}: ${value}`));
  output.line(onOneLine(shown.value.toString('utf8')));
  output.line(shown.stack);
}

/** Asks its service to handle it again. */
export async function replayParked(dataSource: DataSource, name: ParkedName, output: Output): Promise<void> {
  if (!(await (await parkedOf(dataSource, name)).wantReplay(name.id))) throw notThere(name);
  output.line(`${serviceOf(name.schema)} takes it again as soon as it runs. If it fails again, it is parked again.`);
}

/** Gives up on it, for good, with the reason on the record. */
export async function dropParked(dataSource: DataSource, name: ParkedName, reason: string, output: Output): Promise<void> {
  if (reason.trim() === '') throw new CommandFailed('A dropped event needs a reason: --reason "…".');
  if (!(await (await parkedOf(dataSource, name)).drop(name.id, reason))) throw notThere(name);
  output.line('Dropped; its content is gone, the reason is kept.');
}

async function parkedOf(dataSource: DataSource, { schema }: ParkedName): Promise<ParkedEvents> {
  const known = await serviceSchemas(dataSource);
  if (!known.includes(schema))
    throw new CommandFailed(`There is no service "${serviceOf(schema)}" here. Known: ${known.map(serviceOf).join(', ') || 'none yet'}.`);
  return new ParkedEvents(dataSource, schema);
}

function notThere({ schema, id }: ParkedName): CommandFailed {
  return new CommandFailed(`${serviceOf(schema)}/${id} is not parked.`);
}

function serviceOf(schema: string): string {
  return schema.replaceAll('_', '-');
}
