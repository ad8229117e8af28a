import { submitComplaint, type Language, type SubmitComplaint } from '@redress/contracts';
import { readEmail, readPhone, type ComplaintArrival } from '@redress/intake';
import type { FieldProblem } from '../answers/field-problem.js';
import { problemOf, type Issue } from './explain-issue.rules.js';

/** A valid body with normalized contacts, or the problems of an invalid one. */
export type Normalized = { ok: true; complaint: SubmitComplaint } | { ok: false; problems: FieldProblem[] };

/** Clocks of phones may be ahead by this many milliseconds. */
const clockTolerance = 5 * 60_000;
/** A date is not in the future while it is that day in some time zone (UTC+14), in milliseconds. */
const earliestZone = 14 * 3_600_000;

/** Checks a body that `cleanBody` returned. Reports all problems, each with its path. */
export function normalizeForm(body: unknown, now: Date): Normalized {
  const parsed = submitComplaint.safeParse(body);
  const problems = parsed.success ? [] : parsed.error.issues.flatMap((issue) => problemOf(issue as Issue, body));
  const complaint = parsed.success ? parsed.data : undefined;
  const said = customerOf(body);
  const phone = readWith(readPhone, said['phone']);
  const email = readWith(readEmail, said['email']);
  const known = (path: string) => problems.some((problem) => problem.path === path);

  if (phone === false && !known('customer.phone')) problems.push({ path: 'customer.phone', code: 'phone-wrong' });
  if (email === false && !known('customer.email')) problems.push({ path: 'customer.email', code: 'email-wrong' });
  if (phone === undefined && email === undefined && !known('customer'))
    problems.push({ path: 'customer.phone', code: 'contact-missing' });
  const way = said['replyBy'];
  if ((way === 'phone' || way === 'sms') && phone === undefined && email !== undefined)
    problems.push({ path: 'customer.replyBy', code: 'reply-needs-phone' });
  if (way === 'email' && email === undefined && phone !== undefined)
    problems.push({ path: 'customer.replyBy', code: 'reply-needs-email' });
  if (complaint?.happenedAt !== undefined && isLater(complaint.happenedAt, now))
    problems.push({ path: 'happenedAt', code: 'happened-later' });

  if (!complaint || problems.length > 0) return { ok: false, problems: inOrder(problems) };
  return {
    ok: true,
    complaint: { ...complaint, customer: { ...complaint.customer, ...(phone && { phone }), ...(email && { email }) } },
  };
}

/** The complaint as the intake takes it. */
export function complaintOf(
  complaint: SubmitComplaint,
  machine: { receivedAt: Date; language: Language; noticeVersion: string },
): ComplaintArrival['complaint'] {
  const { customer, ...rest } = complaint;
  const { language, ...contacts } = customer;
  return {
    origin: 'customer',
    receivedAt: machine.receivedAt.toISOString(),
    language: language ?? machine.language,
    ...rest,
    customer: contacts,
    noticeVersion: machine.noticeVersion,
  };
}

function customerOf(body: unknown): Record<string, unknown> {
  const customer =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>)['customer'] : undefined;
  return typeof customer === 'object' && customer !== null ? (customer as Record<string, unknown>) : {};
}

/** undefined: not given; false: given, but invalid. */
function readWith(read: (typed: string) => string | undefined, said: unknown): string | false | undefined {
  if (said === undefined) return undefined;
  return typeof said === 'string' && said.length <= 254 ? (read(said) ?? false) : false;
}

function isLater(happenedAt: string, now: Date): boolean {
  if (happenedAt.length > 10) return Date.parse(happenedAt) > now.getTime() + clockTolerance;
  return Date.parse(`${happenedAt}T00:00:00Z`) > now.getTime() + earliestZone;
}

const order = ['text', 'answers', 'happenedAt', 'place', 'service', 'employee', 'expectation', 'about', 'customer'];

/** In the order of the page, one problem for each path, at most 50. */
function inOrder(problems: FieldProblem[]): FieldProblem[] {
  const rank = (problem: FieldProblem) => {
    const at = order.indexOf(problem.path.split('.')[0]!);
    return at < 0 ? order.length : at;
  };
  const first = new Map<string, FieldProblem>();
  for (const problem of problems) if (!first.has(problem.path)) first.set(problem.path, problem);
  return [...first.values()].sort((a, b) => rank(a) - rank(b)).slice(0, 50);
}
