import { groupNumber, type Language, type WorkOrder } from '@redress/contracts';
import { formatInstant, type Policy } from '@redress/policy';
import { padded, widthOf } from '../table.rules.js';
import { onOneLine, printable } from './printable.rules.js';
import {
  channelWords,
  dangerWord,
  labels,
  replyWords,
  severityWords,
  tierWords,
  type Label,
} from './work-order-words.js';

/**
 * A work order as lines of text: a danger first, then category and deadline, the customer's text last. Empty fields are
 * omitted.
 */
export function workOrderBlock(order: WorkOrder, policy: Policy, language: Language, now: Date): string[] {
  const category = policy.categories.find(({ id }) => id === order.category);
  const danger = order.flags.includes('danger');
  const head = [
    ...(danger ? [dangerWord[language]] : []),
    groupNumber(order.number),
    category ? `${category.name[language]} (${order.category})` : order.category,
    severityWords[order.severity][language],
    tierWords[order.tier][language],
  ];
  const instant = (at: string | undefined): string | undefined =>
    at && formatInstant(policy, language, new Date(at), now);
  const fields: Partial<Record<Label, string | undefined>> = {
    answerBy: instant(order.dueAt),
    contactBy: instant(order.firstContactBy),
    received: `${instant(order.receivedAt)}, ${channelWords[order.channel][language]}`,
    customer: joined(order.customer),
    reach: reachOf(order, language),
    about: joined(order.about),
    where: order.place,
    when: order.happenedAt?.includes('T') ? instant(order.happenedAt) : order.happenedAt,
    service: order.service,
    employee: order.employee,
    flags: order.flags.join(', '),
    wish: order.expectation,
  };
  const width = Math.max(...Object.values(labels).map((words) => widthOf(words[language])));
  const line = (label: Label, text: string): string => `  ${padded(labels[label][language], width)}  ${text}`;
  const shown = (Object.keys(labels) as Label[]).flatMap((label) =>
    fields[label] ? [line(label, onOneLine(fields[label]))] : [],
  );
  const indent = ' '.repeat(width + 4);
  const text = printable(order.text).split('\n');
  const answers = (order.answers ?? []).map(
    ({ question, answer }) => `${indent}${onOneLine(`${question}: ${answer}`)}`,
  );
  return [
    `■ ${head.join(' · ')}`,
    ...shown,
    line('text', text[0] ?? ''),
    ...text.slice(1).map((more) => `${indent}${more}`),
    ...answers,
    '',
  ];
}

/** How and when the customer wants to be reached. */
function reachOf({ replyBy, callTimes }: WorkOrder, language: Language): string | undefined {
  const way = replyBy === undefined || replyBy === 'other' ? undefined : replyWords[replyBy][language];
  return [way, callTimes].filter(Boolean).join(language === 'en' ? ', ' : '，') || undefined;
}

function joined(fields: object | undefined): string | undefined {
  return (
    fields &&
    Object.values(fields)
      .filter((value): value is string => typeof value === 'string' && value !== '')
      .join(', ')
  );
}
