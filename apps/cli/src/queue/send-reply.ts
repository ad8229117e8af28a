import {
  departmentReplies,
  encodeEvent,
  isId,
  newId,
  readNumber,
  repliesTopic,
  type Event,
  type EventDefinition,
} from '@redress/contracts';
import type { Transport } from '@redress/messaging';
import type { DataSource } from 'typeorm';
import { CommandFailed, type Output } from '../output.js';

/** The words of the command, in the order of the contract. */
export const replyNames = ['accepted', 'refused', 'progressed', 'answered'] as const;
export type ReplyName = (typeof replyNames)[number];

/** What the reply says; which fields it needs depends on its name. */
export interface ReplyFields {
  workOrder?: string;
  by?: string;
  reason?: string;
  rightDepartment?: string;
  rightUnit?: string;
  forCustomer?: string;
  note?: string;
  cause?: string;
  solution?: string;
  prevention?: string;
}

/**
 * Writes a reply to the topic of the department's replies, as the department's own system does. Routing checks it: a
 * reply that does not fit is parked (`redress parked list`).
 *
 * @param complaint its number or its id (the `subject` of the work order)
 * @throws CommandFailed if the complaint is unknown, a field is missing or invalid, or the department has no topic
 */
export async function sendReply(
  stores: { transport: () => Promise<Transport>; database: () => Promise<DataSource> },
  reply: { department: string; complaint: string; name: ReplyName; fields: ReplyFields },
  output: Output,
): Promise<void> {
  const { department, name, fields } = reply;
  const definition = departmentReplies.find(({ type }) => type === `redress.work-order.${name}`) as EventDefinition;
  const checked = definition.data.safeParse(fields);
  if (!checked.success) {
    const options = checked.error.issues.map(({ path }) => optionOf(String(path[0])));
    throw new CommandFailed(`${name}: give ${[...new Set(options)].join(', ')} (a text, not too long).`);
  }
  const transport = await stores.transport();
  const [missing] = await transport.missingTopics([repliesTopic(department)]);
  if (missing)
    throw new CommandFailed(
      `There is no topic ${missing}: is the department right? If it is, run \`redress topics apply\`.`,
    );
  const subject = isId(reply.complaint) ? reply.complaint : await idOf(reply.complaint, await stores.database());
  const event: Event = {
    ...{ specversion: '1.0', id: newId(), source: `urn:redress:cli:${department}`, type: definition.type, subject },
    ...{ time: new Date().toISOString(), datacontenttype: 'application/json', dataschema: definition.dataschema },
    ...{ sequence: 1, data: checked.data },
  };
  await transport.publish([{ topic: repliesTopic(department), key: subject, value: encodeEvent(event) }]);
  output.line(`${repliesTopic(department)}: ${name}, reply ${event.id}`);
}

async function idOf(typed: string, database: DataSource): Promise<string> {
  const number = readNumber(typed);
  const rows: { id: string }[] = number
    ? await database.query('SELECT complaint_id AS id FROM routing.decisions WHERE number = $1 LIMIT 2', [number])
    : [];
  const [only, second] = rows;
  if (!only) throw new CommandFailed('No complaint with this number has been decided.');
  if (second)
    throw new CommandFailed(
      'Two complaints have this number: give the id, which `redress queue tail --json` shows as subject.',
    );
  return only.id;
}

function optionOf(field: string): string {
  return `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
