import {
  ContractError,
  decodeEnvelope,
  queueTopic,
  readEvent,
  workOrderAssigned,
  type Language,
} from '@redress/contracts';
import { isUnreachable, reasonOf } from '@redress/database';
import type { IncomingRecord, Transport } from '@redress/messaging';
import type { Policy } from '@redress/policy';
import { CommandFailed, type Output } from '../output.js';
import { LastFirst } from './last-first.js';
import { onOneLine, printableJson } from './printable.rules.js';
import { tailWords } from './tail-words.js';
import { workOrderBlock } from './work-order-block.rules.js';

export interface TailOptions {
  department: string;
  /** Prints everything the queue still contains; otherwise only the last few work orders. */
  fromBeginning: boolean;
  last: number;
  json: boolean;
  language: Language;
  signal: AbortSignal;
}

/**
 * Prints a department's queue until the signal, as the department's own system reads it. It joins no consumer group, so
 * no other consumer misses a work order.
 */
export async function tailQueue(
  transport: Transport,
  policy: Policy,
  options: TailOptions,
  output: Output,
): Promise<void> {
  const { department, fromBeginning, last, signal } = options;
  await requireQueue(transport, policy, department);
  const name = policy.departments.find(({ id }) => id === department)?.name[options.language];
  output.note(`queue.${department}${name ? ` (${name})` : ''} · ${tailWords[options.language].ends}`);
  const startedAt = new Date();
  const show = (record: IncomingRecord): void => linesOf(record, policy, options).forEach((line) => output.line(line));
  const lastFirst = new LastFirst<IncomingRecord>(fromBeginning ? Number.POSITIVE_INFINITY : last, show);
  if (fromBeginning) lastFirst.flush();
  try {
    await transport.tail(queueTopic(department), { fromBeginning: fromBeginning || last > 0, signal }, (record) =>
      lastFirst.take(record, isOlder(record, startedAt)),
    );
  } catch (error) {
    // Kafka's brokers usually become available again; if the database stopped, Redress was probably stopped.
    if (transport.kind === 'postgres' && isUnreachable(error))
      throw new CommandFailed(tailWords[options.language].databaseStopped);
    throw error;
  } finally {
    lastFirst.flush();
  }
}

/** Checks the queue itself, because a department that was removed from the policy keeps its queue until it is empty. */
async function requireQueue(transport: Transport, policy: Policy, department: string): Promise<void> {
  const known = policy.departments.some(({ id }) => id === department);
  const [missing] = await transport.missingTopics([queueTopic(department)]);
  if (!missing) return;
  if (known) throw new CommandFailed(`${department} has no queue yet: run \`redress topics apply\`.`);
  const names = policy.departments.map(({ id, name }) => `${id} (${name['zh-CN']})`);
  throw new CommandFailed(`There is no department "${onOneLine(department)}". Known: ${names.join(', ')}.`);
}

function isOlder(record: IncomingRecord, than: Date): boolean {
  try {
    return Date.parse(decodeEnvelope(record.value).time) < than.getTime();
  } catch {
    return false;
  }
}

function linesOf(record: IncomingRecord, policy: Policy, { json, language }: TailOptions): string[] {
  if (json) return [printableJson(record.value.toString('utf8'))];
  try {
    const event = readEvent(record.value, [workOrderAssigned]);
    if (event) return workOrderBlock(event.data, policy, language, new Date());
    const { type, subject, time } = decodeEnvelope(record.value);
    return [`■ ${onOneLine(`${type} · ${subject} · ${time}`)}`, ''];
  } catch (error) {
    const code = error instanceof ContractError ? error.code : reasonOf(error);
    return [`■ partition ${record.partition}, offset ${record.offset}: not a readable event (${code})`, ''];
  }
}
