import { addDays, civilTime, instantAt, minuteOf, type CivilTime } from './civil-time.js';
import type { Clock, Policy } from './policy.js';
import type { Term } from './term.js';
import { isWorkingDay } from './working-days.rules.js';

/**
 * The deadline of a clock of the policy that starts at `from`, as a UTC instant.
 *
 * - minutes and hours are elapsed time;
 * - days and working days: the first day is not counted, and the last day ends with business (`businessHours.to` in the
 *   policy's time zone).
 *   Civil Code of the PRC, articles 201 and 203 (民法典第二百零一条、第二百零三条：开始的当日不计入；有业务时间的，
 *   停止业务活动的时间为截止时间).
 *   A term of calendar days that ends on a holiday is not extended, although article 203 would allow it;
 * - working hours are counted inside the business hours of working days.
 *
 * @throws RangeError for a clock that the policy does not have
 */
export function dueAt(policy: Policy, clock: string, from: Date): Date {
  return after(policy, clockOf(policy, clock).within, from);
}

/**
 * The earliest instant at which a clock may be met (回访 not before the third working day), by the rules of `dueAt`;
 * `from` itself if the policy sets none.
 */
export function notBefore(policy: Policy, clock: string, from: Date): Date {
  const { notBefore: term } = clockOf(policy, clock);
  return term ? after(policy, term, from) : from;
}

function clockOf(policy: Policy, name: string): Clock {
  const clock = policy.clocks[name];
  if (!clock) throw new RangeError(`The policy has no clock "${name}".`);
  return clock;
}

function after(policy: Policy, { amount, unit }: Term, from: Date): Date {
  if (unit === 'minute') return new Date(from.getTime() + amount * 60_000);
  if (unit === 'hour') return new Date(from.getTime() + amount * 3_600_000);
  const start = civilTime(policy.timeZone, from);
  if (unit === 'working-hour') return instantAt(policy.timeZone, afterWorkingMinutes(policy, start, amount * 60));
  return new Date(endOfTerm(policy, { amount, unit }, start.date));
}

/** The ends of terms by policy: all complaints of a day have the same, and working days are counted one by one. */
const known = new WeakMap<Policy, Map<string, number>>();
const mostKnown = 10_000;

/** When business ends on the last of some days or working days after the date `start`, in milliseconds. */
function endOfTerm(policy: Policy, { amount, unit }: Term, start: string): number {
  let ends = known.get(policy);
  if (!ends) known.set(policy, (ends = new Map()));
  const key = `${start} ${amount} ${unit}`;
  let end = ends.get(key);
  if (end === undefined) {
    if (ends.size >= mostKnown) ends.clear();
    const date = unit === 'day' ? addDays(start, amount) : afterWorkingDays(policy, start, amount);
    end = instantAt(policy.timeZone, { date, minute: minuteOf(policy.calendar.businessHours.to) }).getTime();
    ends.set(key, end);
  }
  return end;
}

function afterWorkingDays(policy: Policy, start: string, amount: number): string {
  let date = start;
  for (let left = amount; left > 0;) {
    date = addDays(date, 1);
    if (isWorkingDay(policy, date)) left--;
  }
  return date;
}

function afterWorkingMinutes(policy: Policy, start: CivilTime, amount: number): CivilTime {
  const opens = minuteOf(policy.calendar.businessHours.from);
  const closes = minuteOf(policy.calendar.businessHours.to);
  let { date } = start;
  let minute = Math.max(start.minute, opens);
  for (let left = amount; ; date = addDays(date, 1), minute = opens) {
    const open = isWorkingDay(policy, date) ? Math.max(0, closes - minute) : 0;
    if (open > 0 && left <= open) return { date, minute: minute + left };
    left -= open;
  }
}
